/// How apps of one kind are recognised, built and run: one YAML file.
package struct Buildpack: Hashable, Sendable, Codable {
    /// The name of the file without `.yml`: how people choose it.
    package var id: String
    /// As it is shown: `Python`.
    package var name: String
    package var file: String
    package var detect: Condition
    package var likelihood = Likelihood()
    package var companions: [Companion] = []
    package var sight = Sight()
    package var advice = Advice()
    package var refusals: [Notice] = []
    package var warnings: [Notice] = []
    /// Ids of buildpacks whose parts its own go over, such as `jvm` for what builds for a JVM.
    package var uses: [String] = []
    package var parts = Parts()
    /// It is one of programs, which are run; nil: it is all said here.
    package var classic: ClassicBuildpack?

    package init(id: String, name: String, file: String, detect: Condition) {
        self.id = id
        self.name = name
        self.file = file
        self.detect = detect
    }

    /// The buildpack of an app whose `renga.yml` says everything itself.
    package static let none = Buildpack(id: "none", name: "renga.yml", file: RengaFile.fileName, detect: .always)

    /// Something to say about a tree: as a refusal it ends the push, as a warning it does not.
    package struct Notice: Hashable, Sendable, Codable {
        package var when: Condition
        package var message: String
        package var hint: String?
        /// Config vars of which any that is set makes it untrue.
        package var unless: [String] = []
        /// A folder that stays makes it untrue, where what is written lies in it.
        package var isOfStorage = false
        /// What is written: the name of a value that is the path, or `$NAME` for a config var that is; nil: nobody knows, and any folder
        /// may be the one.
        package var writes: String?

        package init(when: Condition, message: String, hint: String?) {
            self.when = when
            self.message = message
            self.hint = hint
        }
    }

    /// Which version of a toolchain an app asks for.
    package struct VersionRule: Hashable, Sendable, Codable {
        /// As stacks name it: `python`.
        package var toolchain: String
        /// As people name it: `Python`.
        package var title: String
        package var sources: [ValueSource]
        /// Asked for where no source says anything; nil: what worked last, else the stack's newest.
        package var standard: String?
        /// Where the rule itself stands.
        package var file: String
        /// How what a source says is read.
        package var rules = VersionRules.any
        /// Words that stand for a range, such as `lts/iron` for `20.x`.
        package var aliases: [String: String] = [:]
        /// Looked at where no source says anything, and where a version is warned of.
        package var fits: [VersionFit] = []
        /// What is said of a range that takes several major versions; nil: nothing.
        package var wide: WideRange?

        package init(toolchain: String, title: String, sources: [ValueSource], standard: String?, file: String) {
            self.file = file
            self.toolchain = toolchain
            self.title = title
            self.sources = sources
            self.standard = standard
        }
    }

    /// Debian packages, for every app or only for some.
    package struct PackageRule: Hashable, Sendable, Codable {
        package var when: Condition
        package var names: [String]

        package init(when: Condition = .always, names: [String]) {
            self.when = when
            self.names = names
        }
    }

    package struct ProcessRule: Hashable, Sendable, Codable {
        package var type: String
        /// The first that holds counts.
        package var choices: [Choice]

        package init(type: String, choices: [Choice]) {
            self.type = type
            self.choices = choices
        }

        package struct Choice: Hashable, Sendable, Codable {
            package var when: Condition
            package var command: String

            package init(when: Condition = .always, command: String) {
                self.when = when
                self.command = command
            }
        }
    }

    /// An environment variable. Its value may use `$NAME` of those before it.
    package struct Variable: Hashable, Sendable, Codable {
        package var name: String
        /// Used where no source has a value.
        package var value: String
        package var sources: [ValueSource]
        package var when: Condition
        /// Fewer can be guessed, and more tell nothing more.
        package static let secretBytesAllowed: ClosedRange<Int64> = 16...256
        /// A secret of so many random bytes, made once for the app and kept in the ledger; nil: the value is that of above.
        package var secretBytes: Int?

        package init(name: String, value: String, sources: [ValueSource] = [], when: Condition = .always, secretBytes: Int? = nil) {
            self.name = name
            self.value = value
            self.sources = sources
            self.when = when
            self.secretBytes = secretBytes
        }
    }
}
