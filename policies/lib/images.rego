# Image references, taken apart as `input.container.image`.
package kubelint.lib.images

# The name with its registry and without tag and digest: `nginx` is `docker.io/library/nginx`.
full(image) := sprintf("%s/%s", [image.registry, image.repository])

# Whether the image is, or lies below, one of the entries: `ghcr.io`, `ghcr.io/acme`,
# `docker.io/library/nginx`, `*.example.com/team-*`. A `*` stays within one part.
within(image, entries) if {
	some entry in entries
	covers(trim_suffix(entry, "/"), full(image))
}

covers(pattern, name) if pattern == name

covers(pattern, name) if startswith(name, concat("", [pattern, "/"]))

covers(pattern, name) if {
	contains(pattern, "*")
	glob.match(pattern, ["/"], name)
}

covers(pattern, name) if {
	contains(pattern, "*")
	glob.match(concat("/", [pattern, "**"]), ["/"], name)
}

# Whether the image is that of a repository, on whatever registry and mirror.
of_repository(image, repository) if image.repository == repository

of_repository(image, repository) if {
	endswith(image.repository, concat("", ["/", repository]))
}

# What kustomizations put in for the image, as `input.links.unit.images` has it: they name it as it
# is written, without its tag.
replaced(image, entries) := [entry | some entry in entries; entry.name == written(image)]

written(image) := trim_suffix(image.text, concat("", [":", image.tag])) if {
	image.tag
} else := image.text

# Whether the image is only a name such as `frontend` that a build puts its own image in for: that
# of the container or the workload, and none that Docker Hub has.
filled_by_build(image, names) if {
	image.short
	not contains(image.text, "/")
	image.name in names
	not image.name in docker_official
}

docker_official := {
	"alpine", "amazonlinux", "bash", "busybox", "caddy", "cassandra", "centos", "clojure", "consul",
	"couchdb", "debian", "docker", "drupal", "eclipse-mosquitto", "eclipse-temurin",
	"elasticsearch", "elixir", "fedora", "fluentd", "ghost", "golang", "gradle", "haproxy",
	"hello-world", "httpd", "influxdb", "jenkins", "joomla", "kibana", "kong", "logstash",
	"mariadb", "maven", "mediawiki", "memcached", "mongo", "mongo-express", "mysql", "nats",
	"neo4j", "nextcloud", "nginx", "node", "openjdk", "perl", "php", "postgres", "python",
	"rabbitmq", "redis", "redmine", "registry", "rethinkdb", "rockylinux", "ruby", "rust", "solr",
	"sonarqube", "telegraf", "tomcat", "traefik", "ubuntu", "varnish", "vault", "wordpress",
	"zookeeper",
}
