# A value of the wrong type is an error that names line, key, what it takes and what was found.
source "$(dirname "$0")/support/lib.sh"

config_more='"lanes": "two"' make_project
refused 2 'reeve.json:4: lanes: expected a whole number from 1 to 64, found "two"' -- reeve run
expect_attempts A-1 0
take_next_step
expect_step "lanes"
mended_by sed -i 's/"two"/2/' reeve.json

config_more='"limits": {"refetch": "soon"}' write_config
refused 2 'limits.refetch: expected a duration like "30s"' 'found "soon"' "reeve help config" -- reeve run
echo '{"gates": [' >reeve.json
refused 2 reeve.json "no valid JSON" "line 2" "next:" -- reeve run
: >reeve.json
refused 2 reeve.json "no valid JSON" "next:" -- reeve run
