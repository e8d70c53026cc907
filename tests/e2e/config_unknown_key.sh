# An unknown key is an error that names its line and the nearest known one; in nested objects too.
source "$(dirname "$0")/support/lib.sh"

config_more='"lans": 2' make_project
for command in run status next check; do
  refused 2 "reeve.json:4: lans: unknown key" 'did you mean "lanes"?' -- reeve $command
done
expect_attempts A-1 0
mended_by sed -i 's/"lans"/"lanes"/' reeve.json

config_more='"limits": {"refech": "30s"}' write_config
refused 2 "reeve.json:4: limits.refech: unknown key" 'did you mean "refetch"?' -- reeve run
config_more='"nonsense": {}' write_config
refused 2 "nonsense: unknown key" "reeve help config" -- reeve run
take_next_step
expect_step "lanes"
