/// Where the versions of a language or of a tool come from: one YAML file in `toolchains/`.
package struct Toolchain: Hashable, Sendable, Codable {
    /// As buildpacks and stacks name it: `nodejs`.
    package var name: String
    /// As people name it: `Node.js`.
    package var title: String
    package var file: String
    /// Dynos have no need of it.
    package var isForBuilds = false
    /// In order: the first that has what is asked for.
    package var sources: [Source] = []

    package init(name: String, title: String, file: String) {
        self.name = name
        self.title = title
        self.file = file
    }

    package enum Source: Hashable, Sendable, Codable {
        case packages(Packages)
        case archive(Archive)
    }

    /// The stack's own, in the versions that its file lists. In names and values `$MAJOR`, `$MINOR` and `$VERSION` stand for those
    /// of the version.
    package struct Packages: Hashable, Sendable, Codable {
        package var run: [String] = []
        package var build: [String] = []
        package var environment: [Variable] = []
        /// The package whose version is the toolchain's, to the patch.
        package var witness: String?
        /// A line of versions to the one of it that Debian's release has and mends, where it stays the same.
        package var patches: [String: String] = [:]

        package init() {}
    }

    package struct Variable: Hashable, Sendable, Codable {
        package var name: String
        /// `$DIR` is where the toolchain is.
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// What a publisher offers, of which nothing is used whose checksum is not right.
    package struct Archive: Hashable, Sendable, Codable {
        /// A template: `$VERSION`, `$MAJOR`, `$MINOR`, `$ARCH`, and `$URL` as the index says it.
        package var url: String
        /// Debian's word for an architecture to the publisher's; those that are missing have none.
        package var architectures: [String: String]
        package var index: Index?
        package var checksum: Checksum
        /// So many folders are left out at the beginning of each name.
        package var strip = 1
        /// Not unpacked, but put here as it is.
        package var place: String?
        /// Folders of it that come first in the PATH.
        package var path = ["bin"]
        package var environment: [Variable] = []
        /// Debian packages beside it; with a recipe, those for builds are there while it runs.
        package var runPackages: [String] = []
        package var buildPackages: [String] = []
        /// How it is made out of its source; nil: it is ready as it comes.
        package var recipe: Recipe?

        package init(url: String, checksum: Checksum) {
            self.url = url
            self.checksum = checksum
            architectures = ["amd64": "amd64", "arm64": "arm64"]
        }
    }

    package struct Recipe: Hashable, Sendable, Codable {
        /// Runs without a network in the folder of the source; what it leaves in `$DIR` is the toolchain.
        package var script: String
        /// How long it takes on two processors, about.
        package var minutes: Int

        package init(script: String, minutes: Int) {
            self.script = script
            self.minutes = minutes
        }
    }

    package enum Checksum: Hashable, Sendable, Codable {
        case field(Algorithm, String)
        /// A template of the URL of a file: nothing but the sum, or lines of a sum and a name.
        case file(Algorithm, String)
        /// Version to sum, where the publisher has none that can be trusted.
        case carried(Algorithm, [String: String])

        package enum Algorithm: String, CaseIterable, Hashable, Sendable, Codable {
            case sha256, sha512

            /// In hexadecimal digits.
            package var length: Int {
                switch self {
                case .sha256: 64
                case .sha512: 128
                }
            }

            package func isSum(_ text: some StringProtocol) -> Bool {
                text.utf8.count == length && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
            }
        }

        package var algorithm: Algorithm {
            switch self {
            case .field(let algorithm, _), .file(let algorithm, _), .carried(let algorithm, _): algorithm
            }
        }
    }

    /// Which versions there are, as the publisher says it.
    package struct Index: Hashable, Sendable, Codable {
        package enum Form: Hashable, Sendable, Codable {
            /// `list` leads to the list of releases, `each` to a list within each of them.
            case json(list: String?, each: String?)
            /// Each line is a release.
            case jsonLines(each: String?)
            /// Words of a line are fields 1, 2, 3 ….
            case words
        }

        package var urls: [String]
        package var form: Form
        /// The field of the version, and a pattern with it as its first group.
        package var version: String
        package var pattern: String?
        /// Field to what it must be, or have in its list; `*` at the beginning stands for anything.
        package var conditions: [Variable] = []
        /// The field of an archive's URL.
        package var url: String?
        /// A field that is there where a version is meant for everybody.
        package var preferred: String?

        package init(urls: [String], form: Form, version: String) {
            self.urls = urls
            self.form = form
            self.version = version
        }
    }

    /// Where a toolchain of its own is; Debian's are where Debian has them.
    package static func directory(_ name: String) -> String { "/opt/renga/\(name)" }
}
