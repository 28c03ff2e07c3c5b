use super::*;

/// A legal reference as `registry | repository | name | tag | digest`, `*` after a registry that
/// is written.
fn parts(text: &str) -> String {
    let image = ImageReference::parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    format!(
        "{}{} | {} | {} | {} | {}",
        image.registry,
        if image.has_registry { "*" } else { "" },
        image.repository,
        image.name,
        image.tag.unwrap_or("-"),
        image.digest.unwrap_or("-"),
    )
}

#[test]
fn a_reference_is_taken_apart_as_the_runtimes_do() {
    for (text, expected) in [
        ("nginx", "docker.io | library/nginx | nginx | - | -"),
        ("nginx:1.27", "docker.io | library/nginx | nginx | 1.27 | -"),
        ("acme/web", "docker.io | acme/web | web | - | -"),
        ("a/b/c:1", "docker.io | a/b/c | c | 1 | -"),
        (
            "docker.io/nginx",
            "docker.io* | library/nginx | nginx | - | -",
        ),
        (
            "docker.io/library/nginx",
            "docker.io* | library/nginx | nginx | - | -",
        ),
        (
            "index.docker.io/nginx:1",
            "docker.io* | library/nginx | nginx | 1 | -",
        ),
        (
            "index.docker.io/acme/web",
            "docker.io* | acme/web | web | - | -",
        ),
        ("library/nginx", "docker.io | library/nginx | nginx | - | -"),
        (
            "ghcr.io/acme/web:v1.4.2",
            "ghcr.io* | acme/web | web | v1.4.2 | -",
        ),
        ("ghcr.io/web", "ghcr.io* | web | web | - | -"),
        ("localhost/web", "localhost* | web | web | - | -"),
        (
            "localhost",
            "docker.io | library/localhost | localhost | - | -",
        ),
        ("localhost:5000/web", "localhost:5000* | web | web | - | -"),
        (
            "localhost:5000",
            "docker.io | library/localhost | localhost | 5000 | -",
        ),
        ("host:5000/app", "host:5000* | app | app | - | -"),
        ("host:5000/app:1", "host:5000* | app | app | 1 | -"),
        ("host:5000", "docker.io | library/host | host | 5000 | -"),
        (
            "example.com",
            "docker.io | library/example.com | example.com | - | -",
        ),
        ("10.0.0.1:80/a/b", "10.0.0.1:80* | a/b | b | - | -"),
        ("[::1]/app", "[::1]* | app | app | - | -"),
        (
            "[fd00:1:2::3]:5000/a/app:1",
            "[fd00:1:2::3]:5000* | a/app | app | 1 | -",
        ),
        ("Acme/web", "Acme* | web | web | - | -"),
        ("my-Registry/web:Tag", "my-Registry* | web | web | Tag | -"),
        (
            "my_registry.example/web",
            "my_registry.example* | web | web | - | -",
        ),
        ("a.b-c_d__e---f/x", "a.b-c_d__e---f* | x | x | - | -"),
        (
            "x/a.b-c_d__e---f",
            "docker.io | x/a.b-c_d__e---f | a.b-c_d__e---f | - | -",
        ),
        (
            "web:_X-y.z_1",
            "docker.io | library/web | web | _X-y.z_1 | -",
        ),
        ("0/1:2", "docker.io | 0/1 | 1 | 2 | -"),
    ] {
        assert_eq!(parts(text), expected, "{text:?}");
    }
}

#[test]
fn a_digest_is_kept_with_its_algorithm() {
    let hex = "0123456789abcdef".repeat(8);
    for (algorithm, digits) in [
        ("sha256", 64),
        ("sha384", 96),
        ("sha512", 128),
        ("md5", 32),
        ("tarsum.v1+sha256", 64),
        ("multihash+base58-x_y", 33),
    ] {
        let digest = format!("{algorithm}:{}", &hex[..digits]);
        let text = format!("ghcr.io/acme/web:1@{digest}");
        assert_eq!(
            parts(&text),
            format!("ghcr.io* | acme/web | web | 1 | {digest}")
        );
        let text = format!("web@{digest}");
        assert_eq!(
            parts(&text),
            format!("docker.io | library/web | web | - | {digest}")
        );
    }
    // Only of known algorithms are the letters small.
    assert!(ImageReference::parse(&format!("web@md5:{}", "A".repeat(32))).is_ok());
}

/// Why a text is refused, and the characters that are said to be wrong.
fn refusal(text: &str) -> (String, &str) {
    let Err(error) = ImageReference::parse(text) else {
        panic!("{text:?} is taken");
    };
    assert!(!error.to_string().ends_with('.'), "{error}");
    (error.to_string(), &text[error.range()])
}

#[test]
fn what_no_runtime_takes_is_refused_with_a_reason() {
    for (text, message, wrong) in [
        ("", "the image is empty", ""),
        (" ", "the image is empty", " "),
        (" nginx", "there is a space before the image", " "),
        ("nginx \t", "there is a space after the image", " \t"),
        ("nginx\n", "there is a line break after the image", "\n"),
        ("ng inx", "there is a space inside of the image", " "),
        ("nginx: 1", "there is a space inside of the image", " "),
        (
            "https://ghcr.io/a",
            "an image has no scheme such as `https://`",
            "https://",
        ),
        (
            "docker://nginx:1",
            "an image has no scheme such as `docker://`",
            "docker://",
        ),
        (
            "Nginx",
            "the repository has upper-case letters: `Nginx`",
            "Nginx",
        ),
        (
            "ghcr.io/Acme/web",
            "the repository has upper-case letters: `Acme`",
            "Acme",
        ),
        (
            "acme/Web:1",
            "the repository has upper-case letters: `Web`",
            "Web",
        ),
        ("/nginx", "the image starts with a `/`", "/"),
        ("nginx/", "the repository ends with a `/`", "/"),
        ("acme/web/:1", "the repository ends with a `/`", "/"),
        ("ghcr.io/", "no repository follows the registry", "/"),
        ("ghcr.io/:1", "no repository follows the registry", "/"),
        ("ghcr.io//web", "a part of the image is empty: `//`", "//"),
        ("acme//web", "a part of the image is empty: `//`", "//"),
        ("//", "the image starts with a `/`", "/"),
        (":1", "the image has no name", ""),
        ("@sha256:12", "the image has no name", ""),
        ("nginx:", "the tag after the `:` is empty", ":"),
        ("host:5000/app:", "the tag after the `:` is empty", ":"),
        ("nginx:@sha256:12", "the tag after the `:` is empty", ":"),
        ("nginx:-1", "a tag cannot start with `-`", "-"),
        ("nginx:.1", "a tag cannot start with `.`", "."),
        ("nginx:1+2", "a tag cannot have `+` in it", "+"),
        ("nginx:1:2", "a tag cannot have `:` in it", ":"),
        ("nginx:é", "a tag cannot have `é` in it", "é"),
        ("a/b:1/c", "a tag cannot have `/` in it", "/"),
        (
            "nginx:latest/c",
            "the port of the registry is no number: `latest`",
            "latest",
        ),
        ("host:/c", "the port after the `:` is empty", ":"),
        ("-a.b/c", "the registry `-a.b` is no host name", "-a.b"),
        ("a..b/c", "the registry `a..b` is no host name", "a..b"),
        ("a_b:5/c", "the registry `a_b:5` is no host name", "a_b:5"),
        ("[::g]/c", "the registry `[::g]` is no host name", "[::g]"),
        ("[::1/c", "the registry `[::1` is no host name", "[::1"),
        (
            "-web",
            "a part of a repository cannot start with `-`: `-web`",
            "-",
        ),
        (
            "a/web_",
            "a part of a repository cannot end with `_`: `web_`",
            "_",
        ),
        ("we..b", "a repository cannot have `..` in it", ".."),
        ("we___b", "a repository cannot have `___` in it", "___"),
        ("we._b", "a repository cannot have `._` in it", "._"),
        (
            "$VERSION",
            "the repository has upper-case letters: `$VERSION`",
            "$VERSION",
        ),
        ("web$", "a repository cannot have `$` in it", "$"),
        ("wéb", "a repository cannot have `é` in it", "é"),
        ("web@", "the digest after the `@` is empty", "@"),
        ("web@12", "the digest has no algorithm", "12"),
        ("web@:12", "`` is no algorithm of a digest", ""),
        ("web@5ha:12", "`5ha` is no algorithm of a digest", "5ha"),
        (
            "web@sha--1:12",
            "`sha--1` is no algorithm of a digest",
            "sha--1",
        ),
        (
            "web@SHA256:12",
            "the algorithm of the digest has upper-case letters: `SHA256`",
            "SHA256",
        ),
        (
            "web@sha256:12",
            "a sha256 digest has 64 digits, this one has 2",
            "12",
        ),
        (
            "web@sha512:",
            "a sha512 digest has 128 digits, this one has 0",
            "",
        ),
        ("web@sha256:1G", "a digest cannot have `G` in it", "G"),
        ("web@sha256:1A", "a digest cannot have `A` in it", "A"),
        (
            "web@md5:1A",
            "a digest has at least 32 digits, this one has 2",
            "1A",
        ),
        ("a@sha256:1@b", "a digest cannot have `@` in it", "@"),
    ] {
        let refused = refusal(text);
        assert_eq!(
            (refused.0.as_str(), refused.1),
            (message, wrong),
            "{text:?}"
        );
    }
}

#[test]
fn lengths_are_bounded() {
    assert!(ImageReference::parse(&format!("web:{}", "t".repeat(128))).is_ok());
    let (message, _) = {
        let text = format!("web:{}", "t".repeat(129));
        let error = ImageReference::parse(&text).unwrap_err();
        (error.to_string(), error.range())
    };
    assert_eq!(message, "the tag is longer than 128 characters");
    // `library/` counts.
    assert!(ImageReference::parse(&"n".repeat(247)).is_ok());
    let long = "n".repeat(248);
    let error = ImageReference::parse(&long).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the repository is longer than 255 characters"
    );
    assert_eq!(error.range(), 0..248);
    // The registry does not.
    let text = format!("ghcr.io/{}", "n".repeat(255));
    assert!(ImageReference::parse(&text).is_ok());
}

#[test]
fn the_id_of_an_image_is_no_name() {
    let id = "0123456789abcdef".repeat(4);
    let error = ImageReference::parse(&id).unwrap_err();
    assert_eq!(
        error.to_string(),
        "64 hexadecimal digits alone are the id of an image, not its name"
    );
    assert!(ImageReference::parse(&format!("{id}:1")).is_ok());
    assert!(ImageReference::parse(&id[1..]).is_ok());
}

#[test]
fn help_says_what_to_write() {
    let help = |text| {
        ImageReference::parse(text)
            .unwrap_err()
            .help()
            .map(str::to_owned)
    };
    assert_eq!(
        help("ghcr.io/Acme/web").as_deref(),
        Some("write it in lower case: `acme`")
    );
    assert_eq!(
        help("https://ghcr.io/a").as_deref(),
        Some("remove the `https://`")
    );
    assert_eq!(
        help("web@SHA256:1").as_deref(),
        Some("write it in lower case: `sha256`")
    );
}
