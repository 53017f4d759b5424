package paths

import "net/url"

// NetworkUse is whether what people can do is used, in the whole network.
const NetworkUse = "/network/use"

// NetworkSkill is how the network stands in one competency.
func NetworkSkill(slug string) string { return NetworkSkills + "/" + url.PathEscape(slug) }
