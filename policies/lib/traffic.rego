# Services as `input.links.services` has them.
package kubelint.lib.traffic

# Those that somebody waits for: not the ones from which metrics are read.
services(all) := [service | some service in all; not is_for_metrics(service)]

is_for_metrics(service) if regex.match(metrics, service.name)

is_for_metrics(service) if {
	count(service.ports) > 0
	every port in service.ports {
		regex.match(metrics, port.name)
	}
}

metrics := `(^|-)(metrics?|prometheus|monitoring|exporter)(-|$)`
