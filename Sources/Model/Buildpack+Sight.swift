extension Buildpack {
    /// Files of a tree that a buildpack has a name for: conditions, inputs and values ask for them as `@NAME`.
    package struct FileSet: Hashable, Sendable, Codable {
        /// How many files a set has at most; what would come after them is not looked at.
        package static let filesMax = 200

        /// Globs, in order of preference.
        package var globs: [String]
        package var except: [String] = []
        /// A regular expression whose first group is the path of one more file, from the folder of the file that names it.
        package var follow: String?
        /// The same for what is named from the app's root, and may be a folder; it is not read in turn.
        package var leads: String?

        package init(_ globs: [String]) { self.globs = globs }
    }

    /// How likely an app is of a buildpack's kind where files of others are there as well.
    package struct Likelihood: Hashable, Sendable, Codable {
        /// The app says so, as in its Procfile.
        package var surely: Condition?
        /// What starts is of this kind.
        package var likely: Condition?
        /// Its files only help another language.
        package var never: Condition?
        /// Ids of buildpacks that it goes before where both are as likely.
        package var before: [String] = []

        package init() {}
    }

    /// Another buildpack that builds first and beside this one: its toolchains, its steps, its environment, and no process.
    package struct Companion: Hashable, Sendable, Codable {
        package var id: String
        package var when: Condition

        package init(id: String, when: Condition = .always) {
            self.id = id
            self.when = when
        }
    }

    /// What a buildpack looks up in a tree and calls by a name.
    package struct Sight: Hashable, Sendable, Codable {
        package var files: [String: FileSet] = [:]
        /// Where the names of the packages are declared that an app installs: every match, every value counts.
        package var dependencies: [ValueSource] = []
        /// By name: commands have them in place of `{{NAME}}`.
        package var values: [String: [ValueSource]] = [:]

        package init() {}

        /// The name of one of them, as it is known outside of its buildpack.
        package static func qualified(_ name: String, of id: String) -> String { name.contains(":") ? name : "\(id):\(name)" }

        /// A command in which something takes the place of each `{{NAME}}`.
        package static func filled<Problem: Error>(_ command: String, _ text: (String) throws(Problem) -> String) throws(Problem) -> String
        {
            var result = ""
            var rest = command[...]
            while let start = rest.firstRange(of: "{{"), let end = rest[start.upperBound...].firstRange(of: "}}") {
                result += rest[..<start.lowerBound]
                result += try text(String(rest[start.upperBound..<end.lowerBound]))
                rest = rest[end.upperBound...]
            }
            return result + rest
        }
    }
}
