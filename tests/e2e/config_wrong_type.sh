# A value of the wrong type is an error that names key and type.
source "$(dirname "$0")/support/lib.sh"

config_more='"lanes": "two"' make_project
refused 2 lanes number reeve.json -- reeve run
config_more='"limits": {"refetch": "soon"}' write_config
publish "a wrong duration"
refused 2 limits.refetch soon -- reeve run
echo '{"gates": [' >reeve.json
publish "torn"
refused 2 reeve.json line -- reeve run
