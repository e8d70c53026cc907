# An unknown key is an error that names the nearest known one.
source "$(dirname "$0")/support/lib.sh"

config_more='"lans": 2' make_project
refused 2 lans lanes reeve.json -- reeve run
refused 2 lans lanes reeve.json -- reeve status
