# Label selectors in words.
package kubelint.lib.label_selector

# What a selector asks for, such as `app: web`; labels alone are a selector, too.
in_words(selector) := concat(", ", array.concat(
	[sprintf("`%s: %v`", [key, value]) | some key, value in labels(selector)],
	[words |
		some expression in object.get(selector, "matchExpressions", [])
		words := of_expression(expression)
	],
))

labels(selector) := object.get(selector, "matchLabels", {}) if {
	is_label_selector(selector)
} else := selector

is_label_selector(selector) if is_object(selector.matchLabels)

is_label_selector(selector) if is_array(selector.matchExpressions)

of_expression(expression) := sprintf("`%s` in (%s)", [
	expression.key,
	concat(", ", expression.values),
]) if {
	expression.operator == "In"
} else := sprintf("`%s` not in (%s)", [
	expression.key,
	concat(", ", expression.values),
]) if {
	expression.operator == "NotIn"
} else := sprintf("no `%s`", [expression.key]) if {
	expression.operator == "DoesNotExist"
} else := sprintf("`%s`", [expression.key])
