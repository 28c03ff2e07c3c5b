#!/usr/bin/env python3
"""Writes schemas/kubernetes/ from the PyPI package kubernetes-validate.

    python3 scripts/kubernetes-schemas.py                     downloads the pinned package
    python3 scripts/kubernetes-schemas.py --package PATH      uses its wheel, or the unpacked folder

The package holds every definition of the OpenAPI document of each Kubernetes
minor. Here they are reduced to what decides whether an API server can decode an
object, said in the server's terms, and stored once for all minors that agree.
Standard library only, and the same bytes on every run.
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGE = "kubernetes-validate"
PACKAGE_VERSION = "1.37.0"
WHEEL_SHA256 = "85136d018a27b50ec7fc049d902bfa5193f5976807e6c0f408e3ab6fe078cad9"
OLDEST_MINOR = 25

API = "io.k8s.api."
META = "io.k8s.apimachinery.pkg.apis.meta.v1."
MACHINERY = "io.k8s.apimachinery.pkg."
EXTENSIONS = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1."

POD_SPEC = API + "core.v1.PodSpec"
OBJECT_META = META + "ObjectMeta"
SCHEMA_PROPS = EXTENSIONS + "JSONSchemaProps"

REF_PREFIX = "#/$defs/"

# Written in place of a reference to PodSpec: the pods of every kind are validated with the one
# validator of that definition, so that no kind pays for building the largest closure there is.
POD_SPEC_CUT = {"type": "object", "x-kubelint-pod-spec": True}

# Marks the definitions that take unknown fields.
OPEN = "Open"
SCALARS = ({"type": "string"}, {"type": "number"}, {"type": "boolean"})

# Go types with a JSON decoder of their own, whose published schema says too much, too little or
# nothing. They are so small that they stand where they are used.
INLINE = {
    MACHINERY + "api.resource.Quantity": {"x-kubelint-quantity": True},
    MACHINERY + "util.intstr.IntOrString": {"x-kubernetes-int-or-string": True},
    # RFC 3339; MicroTime wants exactly six digits of a second.
    META + "Time": {"type": "string", "x-kubelint-date-time": True},
    META + "MicroTime": {
        "type": "string",
        "x-kubelint-date-time": True,
        "x-kubelint-micro-time": True,
    },
    # They keep the bytes that they are given.
    MACHINERY + "runtime.RawExtension": {},
    META + "FieldsV1": {},
    EXTENSIONS + "JSON": {},
    # Their decoders start a second one, which is not strict: from there on a field that does not
    # exist is dropped in silence. Those of items and dependencies read past a scalar, too.
    EXTENSIONS + "JSONSchemaPropsOrBool": {
        "anyOf": [{"type": "boolean"}, {"$ref": SCHEMA_PROPS + OPEN}],
    },
    EXTENSIONS + "JSONSchemaPropsOrArray": {
        "anyOf": [
            {"$ref": SCHEMA_PROPS + OPEN},
            {"type": "array", "items": {"$ref": SCHEMA_PROPS + OPEN}},
            *SCALARS,
        ],
    },
    EXTENSIONS + "JSONSchemaPropsOrStringArray": {
        "anyOf": [
            {"$ref": SCHEMA_PROPS + OPEN},
            {"type": "array", "items": {"type": "string"}},
            *SCALARS,
        ],
    },
}

# Fields that the OpenAPI document calls required and the API server does without. What it asks
# for in one place only is asked for there, with the other rules of the API, and not here.
# "*" is any version. Rows marked ° are read from the server's code, the others were found by
# objects that kube-apiserver 1.37 takes.
NOT_REQUIRED = {
    # Nothing but a zero value, which is as good as any other.
    "apiextensions.*.CustomResourceDefinitionVersion": ("served", "storage"),  # °
    "apps.*.ControllerRevision": ("revision",),  # °
    "apps.*.StatefulSetSpec": ("serviceName",),  # ° required until 1.32
    "authentication.*.TokenRequest": ("spec",),  # °
    "authentication.*.TokenRequestSpec": ("audiences",),  # °
    "batch.*.PodFailurePolicy": ("rules",),
    "batch.*.PodFailurePolicyRule": ("onPodConditions",),  # ° required until 1.28
    "core.*.HTTPHeader": ("value",),
    "core.*.ISCSIPersistentVolumeSource": ("lun",),  # °
    "core.*.ISCSIVolumeSource": ("lun",),  # °
    "core.*.LimitRangeSpec": ("limits",),
    "core.*.PreferredSchedulingTerm": ("preference",),
    "core.*.SleepAction": ("seconds",),
    "core.*.Sysctl": ("value",),  # °
    "discovery.*.EndpointSlice": ("endpoints",),  # ° required until 1.35
    "meta.*.GroupResource": ("group",),  # ° the core group has no name
    "networking.*.NetworkPolicySpec": ("podSelector",),  # ° required until 1.33
    "resource.*.Counter": ("value",),
    "resource.*.DeviceCapacity": ("value",),  # °
    "resource.*.DeviceClass": ("spec",),  # ° required until 1.36, as the next three
    "resource.*.ResourceClaim": ("spec",),  # °
    "resource.*.ResourceClaimTemplate": ("spec",),  # °
    "resource.*.ResourceClaimTemplateSpec": ("spec",),  # °
    "resource.*.ResourcePool": ("generation",),  # °
    "scheduling.*.PriorityClass": ("value",),  # ° required until 1.35
    "storage.*.CSINode": ("spec",),
    "storage.*.CSINodeSpec": ("drivers",),
    "storage.*.TokenRequest": ("audience",),  # °
    # The server has a default.
    "batch.*.PodFailurePolicyOnPodConditionsPattern": ("status",),  # ° required until 1.34
    "rbac.*.RoleRef": ("apiGroup",),  # ° required until 1.35
    "storage.*.CSIDriver": ("spec",),  # °
    # It asks in some places, not in the metadata of a pod template, in a metric's selector, in
    # the dataSource of a claim, in an event of the namespace default.
    "core.*.Event": ("involvedObject",),  # °
    "core.*.TypedLocalObjectReference": ("kind", "name"),
    "meta.*.LabelSelectorRequirement": ("key", "operator"),
    "meta.*.OwnerReference": ("apiVersion", "kind", "name", "uid"),
    # It has no code for the volume or the setting any more.
    "core.*.ConfigMapNodeConfigSource": ("kubeletConfigKey", "name", "namespace"),
    "core.*.ScaleIOPersistentVolumeSource": ("secretRef",),
    "core.*.ScaleIOVolumeSource": ("secretRef",),
    # Behind a feature gate that is off by default, where it drops the field unread.
    "core.*.EvictionResponder": ("name", "priority"),
    "resource.*.DeviceDerivedAttribute": ("expression", "name"),
    "scheduling.*.TopologyConstraint": ("key",),  # °
    "scheduling.*.WorkloadPodGroupResourceClaim": ("name",),
}

# What says nothing about what a server can decode: documentation, defaults, and how lists and
# maps are merged. A duplicate in a list of type map or set is no decoding error either.
ANNOTATIONS = {
    "default",
    "description",
    "example",
    "title",
    "x-kubernetes-group-version-kind",
    "x-kubernetes-list-map-keys",
    "x-kubernetes-list-type",
    "x-kubernetes-map-type",
    "x-kubernetes-patch-merge-key",
    "x-kubernetes-patch-strategy",
    "x-kubernetes-unions",
}

FORMATS = {
    "int32": {"minimum": -(2**31), "maximum": 2**31 - 1},
    "int64": {"minimum": -(2**63), "maximum": 2**63 - 1},
    "double": {},
    "byte": {"x-kubelint-base64": True},
}


class SourceError(Exception):
    """The package holds something that this script was not written for."""


# Reading the package


class Package:
    """The package's definitions by minor, from a wheel or from its unpacked folder."""

    FOLDER = "kubernetes-json-schema"

    def __init__(self, path):
        self.files = {}
        if path.is_dir():
            root = path if (path / self.FOLDER).is_dir() else path / "kubernetes_validate"
            self.read = lambda name: (root / name).read_bytes()
            names = [str(file.relative_to(root)) for file in root.glob(f"{self.FOLDER}/*/_definitions.json")]
        else:
            if hashlib.sha256(path.read_bytes()).hexdigest() != WHEEL_SHA256:
                raise SourceError(f"{path.name} is not the wheel of {PACKAGE} {PACKAGE_VERSION}")
            wheel = zipfile.ZipFile(path)
            self.read = lambda name: wheel.read(f"kubernetes_validate/{name}")
            names = [name.removeprefix("kubernetes_validate/") for name in wheel.namelist()]
        for name in names:
            found = re.fullmatch(rf"{self.FOLDER}/v1\.(\d+)\.0-local/_definitions\.json", name)
            if found and int(found[1]) >= OLDEST_MINOR:
                self.files[int(found[1])] = name
        version = re.search(r"[\d.]+", self.read("version.py").decode())
        if not version or version[0] != PACKAGE_VERSION:
            raise SourceError(f"the package is not {PACKAGE} {PACKAGE_VERSION}")

    def minors(self):
        minors = sorted(self.files)
        if not minors or minors != list(range(OLDEST_MINOR, minors[-1] + 1)):
            raise SourceError(f"minors are missing: {minors}")
        return minors

    def definitions(self, minor):
        return json.loads(self.read(self.files[minor]))["$defs"]


def download(folder):
    """The pinned wheel, as pip gives it."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder]
    subprocess.run([*command, f"{PACKAGE}=={PACKAGE_VERSION}"], check=True)
    return next(Path(folder).glob("*.whl"))


# Normalising


def normalise(name, definition):
    """A definition of the package in the terms of the API server's decoder."""
    schema = normalise_schema(definition, name)
    if "type" not in schema and set(schema) <= {"properties"}:
        # CustomResourceSubresourceStatus: a struct without fields, published without a type.
        schema["type"] = "object"
    if schema.get("type") == "object" and "additionalProperties" not in schema:
        schema.setdefault("properties", {})
        schema["additionalProperties"] = False
    drop_required(name, schema)
    return schema


def normalise_schema(source, where):
    """One schema. It is told from a map of schemas (`properties`), whose keys are field names
    and never keywords, by who calls: CRDs have fields `description`, `default`, `properties`."""
    schema = {}
    for keyword, value in source.items():
        if keyword in ANNOTATIONS:
            continue
        if keyword == "$ref":
            return reference(value)
        if keyword == "type":
            schema["type"] = without_null(value, where)
        elif keyword == "properties":
            schema["properties"] = {
                field: normalise_field(field, value[field], f"{where}.{field}") for field in sorted(value)
            }
        elif keyword in ("items", "additionalProperties"):
            schema[keyword] = normalise_schema(value, f"{where}.{keyword}")
        elif keyword == "format":
            if value not in FORMATS:
                raise SourceError(f"{where}: unknown format {value!r}")
            schema.update(FORMATS[value])
        elif keyword == "required":
            schema["required"] = sorted(value)
        else:
            raise SourceError(f"{where}: unknown keyword {keyword!r}")
    return schema


def normalise_field(field, source, where):
    if "enum" in source:
        # The package names the only value of these two. Whoever validates found the schema by
        # them, and List items leave them out.
        if field not in ("apiVersion", "kind"):
            raise SourceError(f"{where}: unknown keyword 'enum'")
        source = {keyword: value for keyword, value in source.items() if keyword != "enum"}
    return normalise_schema(source, where)


def without_null(types, where):
    """The package lets null stand for every optional value. To the server null is the zero value
    of every field, required ones too, so this is said once, where schemas are loaded."""
    names = [types] if isinstance(types, str) else [name for name in types if name != "null"]
    if len(names) != 1:
        raise SourceError(f"{where}: more than one type: {types}")
    return names[0]


def reference(target):
    name = target.removeprefix(REF_PREFIX)
    if name == POD_SPEC:
        return POD_SPEC_CUT
    return INLINE.get(name, {"$ref": name})


def drop_required(name, schema):
    group, _, kind = short(name).split(".")
    optional = NOT_REQUIRED.get(f"{group}.*.{kind}", ())
    required = [field for field in schema.pop("required", ()) if field not in optional]
    if required:
        schema["required"] = required


def drop_required_of_status(definitions, roots):
    """What only the status of a kind reaches: the server puts aside the status that it is given
    with a new object, so that nothing in it is missed."""
    written = dict(definitions)
    for name in roots:
        fields = definitions[name].get("properties", {})
        written[name] = {"properties": {field: fields[field] for field in fields if field != "status"}}
    for name in definitions.keys() - reachable(written, {*roots, POD_SPEC, OBJECT_META}).keys():
        definitions[name].pop("required", None)


def add_open(definitions):
    """A second JSONSchemaProps, with all that it refers to, that takes unknown fields."""
    source = {
        name: renamed(schema, lambda target: target.removesuffix(OPEN))
        for name, schema in definitions.items()
    }
    for name in reachable(source, [SCHEMA_PROPS]):
        schema = renamed(source[name], lambda target: target + OPEN)
        del schema["additionalProperties"]
        definitions[name + OPEN] = schema


# Naming by content


def references(schema):
    """Names that a normalised schema refers to. A field called `$ref` has a schema for a value,
    the keyword has a string."""
    if isinstance(schema, dict):
        target = schema.get("$ref")
        if isinstance(target, str):
            yield target
        for value in schema.values():
            yield from references(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from references(value)


def renamed(schema, rename):
    """The schema with other names in its references."""
    if isinstance(schema, dict):
        return {
            key: rename(value) if key == "$ref" and isinstance(value, str) else renamed(value, rename)
            for key, value in schema.items()
        }
    if isinstance(schema, list):
        return [renamed(value, rename) for value in schema]
    return schema


def components(definitions):
    """Strongly connected components, those that are referred to first (Tarjan)."""
    order, low, stack, found = {}, {}, [], []

    def visit(name):
        order[name] = low[name] = len(order)
        stack.append(name)
        for target in sorted(set(references(definitions[name]))):
            if target not in order:
                visit(target)
                low[name] = min(low[name], low[target])
            elif target in stack:
                low[name] = min(low[name], order[target])
        if low[name] == order[name]:
            start = stack.index(name)
            found.append(stack[start:])
            del stack[start:]

    for name in sorted(definitions):
        if name not in order:
            visit(name)
    return found


def content_ids(definitions):
    """An id per name that is equal in two minors exactly if the definition and all that it
    reaches are equal. Members of a cycle (JSONSchemaProps) are hashed together."""
    ids = {}
    for members in components(definitions):
        texts = [
            [member, renamed(definitions[member], lambda name: ids.get(name, name))]
            for member in sorted(members)
        ]
        for member in members:
            digest = hashlib.sha256(compact([member, texts]).encode()).hexdigest()
            ids[member] = f"{short(member)}@{digest[:8]}"
    return ids


def short(name):
    """`core.v1.PodSpec` of `io.k8s.api.core.v1.PodSpec`."""
    return ".".join(name.split(".")[-3:])


def compact(value):
    return json.dumps(value, separators=(",", ":"), sort_keys=True)


# Kinds


def kinds(definitions):
    """Name by `apiVersion kind`, of what can stand in a manifest: kinds of one group and version
    that have an object's fields. This leaves out DeleteOptions, APIGroup, Status and the like."""
    found = {}
    for name, definition in sorted(definitions.items()):
        identities = definition.get("x-kubernetes-group-version-kind", [])
        if len(identities) != 1 or name.startswith(META):
            continue
        group, version, kind = (identities[0][key] for key in ("group", "version", "kind"))
        key = f"{group}/{version} {kind}" if group else f"{version} {kind}"
        if found.setdefault(key, name) != name:
            raise SourceError(f"{key} is both {found[key]} and {name}")
    return found


def reachable(definitions, roots):
    found, waiting = {}, sorted(roots)
    while waiting:
        name = waiting.pop()
        if name not in definitions:
            raise SourceError(f"{name} is referred to and not defined")
        if name not in found:
            found[name] = definitions[name]
            waiting.extend(references(definitions[name]))
    return found


# Writing


class Store:
    """Definitions of all minors by id, each with the oldest minor that has it."""

    def __init__(self):
        self.texts = {}
        self.places = {}

    def add(self, minor, name, identity, text):
        if self.texts.setdefault(identity, text) != text:
            raise SourceError(f"two definitions share the id {identity}")
        self.places.setdefault(identity, (short(name), minor))

    def lines(self):
        for identity in sorted(self.places, key=lambda identity: (self.places[identity], identity)):
            yield json.dumps(identity) + ":" + self.texts[identity]


def convert(package, folder):
    store = Store()
    for minor in package.minors():
        source = package.definitions(minor)
        named = kinds(source)
        definitions = {
            name: normalise(name, definition) for name, definition in source.items() if name not in INLINE
        }
        add_open(definitions)
        definitions = reachable(definitions, {*named.values(), POD_SPEC, OBJECT_META})
        drop_required_of_status(definitions, set(named.values()))
        ids = content_ids(definitions)
        for name, definition in definitions.items():
            text = compact(renamed(definition, lambda target: REF_PREFIX + ids[target]))
            store.add(minor, name, ids[name], text)
        version = {
            "kinds": {key: ids[named[key]] for key in sorted(named)},
            "objectMeta": ids[OBJECT_META],
            "podSpec": ids[POD_SPEC],
        }
        write(folder / f"1.{minor}.json", json.dumps(version, indent=1))
    write(folder / "definitions.json", "{\n" + ",\n".join(store.lines()) + "\n}")
    return len(store.texts)


def write(path, text):
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--package", type=Path, help="wheel or unpacked folder of the package")
    root = Path(__file__).resolve().parent.parent
    parser.add_argument("--out", type=Path, default=root / "schemas" / "kubernetes")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        try:
            package = Package(options.package or download(folder))
            count = convert(package, options.out)
        except (SourceError, subprocess.CalledProcessError) as error:
            sys.exit(f"kubernetes-schemas: {error}")
    print(f"{count} definitions of Kubernetes 1.{package.minors()[0]} to 1.{package.minors()[-1]}")


if __name__ == "__main__":
    main()
