/// What a command takes, and how the help speaks of it.
package struct Declaration: Sendable, Hashable {
    /// A chapter of the help.
    package enum Group: String, Sendable, Hashable, CaseIterable {
        case apps = "Apps"
        case dynos = "Dynos"
        case routing = "Domains and routing"
        case certificates = "Certificates"
        case config = "Config vars"
        case storage = "Storage"
        case cron = "Jobs"
        case releases = "Releases"
        case logs = "Logs"
        case people = "People"
        case keys = "SSH keys"
        case builds = "Builds"
        case platform = "Renga itself"

        /// As `help TOPIC` takes it.
        var word: String {
            switch self {
            case .apps: "apps"
            case .dynos: "dynos"
            case .routing: "routing"
            case .certificates: "certs"
            case .config: "config"
            case .storage: "storage"
            case .cron: "cron"
            case .releases: "releases"
            case .logs: "logs"
            case .people: "people"
            case .keys: "keys"
            case .builds: "builds"
            case .platform: "platform"
            }
        }

        /// Other words for it as well.
        var words: [String] { [word, rawValue.lowercased()] + (Self.others[self] ?? []) }

        private static let others: [Group: [String]] = [
            .dynos: ["ps", "dyno"], .routing: ["domains", "router"], .certificates: ["ssl", "tls"], .config: ["vars", "config-vars"],
            .storage: ["volumes", "folders"], .cron: ["schedule", "scheduler"], .people: ["access", "collaborators"], .keys: ["ssh"],
            .builds: ["buildpacks"],
            .platform: ["renga", "machine"],
        ]
    }

    package var name: String
    package var aliases: [String] = []
    package var group: Group
    /// Where it stands among those of its group, the smallest first.
    package var place: Int
    /// One line, as an instruction: `List the dynos of an app`.
    package var summary: String
    /// As the help shows them: `[NAME]`, `KEY=VALUE...`.
    package var operands = ""
    package var operandsMin = 0
    package var operandsMax = 0
    package var options: [Option] = []
    /// The operands are a program and its arguments: what is none of our options is theirs, wherever it stands, and from its first
    /// word on `--help` and `--json` as well.
    package var takesProgram = false
    /// Whether `--app` is understood.
    package var takesApp = false
    /// The first operand may be an app that exists, in Dokku's form, where `--app` names none.
    package var takesAppFirst = false
    /// It is about one app: without one it does nothing.
    package var needsApp = false
    /// It takes something away, or makes less of it: nobody is led to it by a guess.
    package var removes = false
    package var notes: [String] = []
    package var examples: [String]

    package init(_ name: String, _ group: Group, _ place: Int, _ summary: String, examples: [String]) {
        self.name = name
        self.group = group
        self.place = place
        self.summary = summary
        self.examples = examples
    }

    /// Of an `AppCommand`.
    package static func ofApp(_ name: String, _ group: Group, _ place: Int, _ summary: String, examples: [String]) -> Declaration {
        Declaration(name, group, place, summary, examples: examples).with {
            $0.takesApp = true
            $0.needsApp = true
        }
    }

    /// Those that every command has included.
    package var allOptions: [Option] { shownOptions + [.colour, .noColour] }

    /// Those that its help shows.
    /// `-d DYNO` and `-p TYPE` choose among an app's lines.
    var choosesDynos: Bool { options.contains { $0.name == "dyno-name" } }

    var shownOptions: [Option] { (takesApp ? [.app] + remotes : []) + options + [.json, .help] }

    /// Some have a remote of their own to set.
    private var remotes: [Option] { options.contains { $0.name == Option.remote.name } ? [] : [.remote] }

    package func with(_ change: (inout Declaration) -> Void) -> Declaration {
        var copy = self
        change(&copy)
        return copy
    }
}
