import Glibc
import Linux
import Model

/// `config.yml`: read, and written for people to edit.
package enum ConfigurationFile {
    private static let sections: [(name: String, comment: String)] = [
        ("users", "System users of this installation."),
        ("router", "The router. Times and sizes without another reason are Heroku's."),
        ("acme", "Automatic certificates (renga certs:auto:enable), by ACME; the default is Let's Encrypt."),
        ("network", "The network of dynos and builds."),
        ("disk", "What has to stay free of the disks that the installation is on."),
        ("git", "Limits of git itself, which unpacks a push before anything else is asked."),
        ("build", "Limits of a push and of each step of its build."),
        ("dyno", "Limits of each dyno."),
        ("logs", "Logs of apps, kept in logs/APP."),
        ("outgoing", "What is sent to servers that people name: log drains, and messages."),
        ("keys", "A team's keys, beside those that are added by hand."),
        ("preview", "Previews: apps that are made by pushing a branch to preview/NAME, and go with it."),
        ("notify", "Who is told of what goes wrong, and how (renga notify:add)."),
    ]

    /// The configuration of an installation; the defaults where there is no file.
    package static func load(root: InstallationRoot) throws(Failure) -> Configuration {
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try Files.read(root.configuration, limit: SourceText.bytesMax)
        } catch  where error.code == ENOENT {
            return Configuration()
        } catch {
            throw Failure(.unavailable, error.description)
        }
        do throws(SourceError) {
            return try read(bytes, file: root.configuration)
        } catch {
            throw error.failure
        }
    }

    package static func read(_ bytes: [UInt8], file: String) throws(SourceError) -> Configuration {
        let keys = ConfigurationKey.all
        let source = SourceText(file: file, bytes: bytes)
        let known = keys.filter { $0.section == nil }.map(\.name) + sections.map(\.name)
        let reader = try NodeReader(
            try YAMLDocument.parse(bytes, file: file),
            in: source,
            known: known,
            what: "the configuration"
        )
        var configuration = Configuration()
        for key in keys where key.section == nil { try key.read(reader, &configuration) }
        for section in sections {
            guard let node = reader.value(section.name) else { continue }
            let own = keys.filter { $0.section == section.name }
            let inner = try NodeReader(node, in: source, known: own.map(\.name), what: "`\(section.name)`")
            for key in own { try key.read(inner, &configuration) }
        }
        return configuration
    }

    /// A complete file: every key with its reason. What has its default value is a comment, so that better defaults of
    /// later versions come through.
    package static func template(_ configuration: Configuration = Configuration()) -> String {
        let keys = ConfigurationKey.all
        let defaults = Configuration()
        func lines(_ key: ConfigurationKey, indentation: String) -> [String] {
            let value = key.show(configuration)
            let mark = value == key.show(defaults) ? "# " : ""
            return ["\(indentation)# \(key.comment)", "\(indentation)\(mark)\(key.name): \(value)"]
        }
        var text = [
            "# Renga's configuration. Every key is here with its default: remove the `# ` before one to change it.",
            "# Sizes take KB, MB and GB (powers of 1024), times ms, s, min and h.",
            "# The builder reads this file at every push, the services when they start; `systemctl reload renga-router` (runit:",
            "# `sv hup renga-router`) makes the router read it anew without losing a request.", "",
        ]
        for key in keys where key.section == nil { text += lines(key, indentation: "") }
        for section in sections {
            text += ["", "# \(section.comment)", "\(section.name):"]
            for key in keys where key.section == section.name { text += lines(key, indentation: "  ") }
        }
        return text.joined(separator: "\n") + "\n"
    }
}
