import Glibc
import Linux
import Model
import Sandbox

/// One base system for all tests of this machine, made when it is not there yet.
enum SharedStack {
    static let definition = StackDefinition(
        name: "debian-13",
        title: "Debian 13 (trixie)",
        suite: "trixie",
        // As in stacks/debian-13.yml, so that the end-to-end tests find it made.
        packages: [
            "bash", "bzip2", "ca-certificates", "curl", "file", "git", "gzip", "media-types", "openssl", "procps", "tzdata",
            "unzip", "xz-utils",
        ]
    )

    static var directory: String {
        getenv("RENGA_TEST_LAYERS").map { String(cString: $0) } ?? "/var/tmp/renga-test-layers"
    }

    static func store() throws -> LayerStore { try LayerStore(directory: directory) }

    static func key() throws -> String {
        try store().makeStack(definition) { print("stack: \($0)") }
    }

    static func root() throws -> String { try store().path(key()) }
}
