# When a webhook (an item of `webhooks`) holds up what it is asked about.
package kubelint.lib.webhook

# Whether requests are refused when nobody answers. Until v1 they were let through by default.
must_answer(webhook, api_version) if {
	object.get(webhook, "failurePolicy", default_policy(api_version)) == "Fail"
}

default_policy(api_version) := "Fail" if {
	api_version == "admissionregistration.k8s.io/v1"
} else := "Ignore"
