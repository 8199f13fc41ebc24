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
        packages: ["ca-certificates", "curl", "git", "openssl", "procps", "tzdata", "xz-utils", "zstd"]
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
