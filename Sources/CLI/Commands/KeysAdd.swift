import Glibc
import Linux
import Model
import Wire

/// The command `renga keys:add`.
struct KeysAdd: Subcommand {
    static let bytesMax = 256 << 10
    private static let deploy = Option("deploy", "a machine's key, such as CI's: it pushes to the app, and nothing else")
    private static let name = Option("name", value: "NAME", "what a deploy key is called; else its comment")
    private static let expires = Option("expires", value: "DAYS", "a deploy key ends by itself after so many days, such as 90d")
    static let declaration = Declaration(
        "keys:add",
        .keys,
        20,
        "Add a public key of your own; on the machine: of who looks after it",
        examples: [
            "renga keys:add ~/.ssh/id_ed25519.pub", "ssh git@HOST keys:add < laptop.pub",
            "renga keys:add --deploy ci.pub --name ci --expires 90d -a myapp",
        ]
    ).with {
        $0.takesApp = true
        $0.options = [deploy, name, expires]
        $0.operands = "[FILE | - | KEY]"
        $0.operandsMax = .max
        $0.notes = [
            "`-` reads standard input. Without an argument it is ~/.ssh/id_ed25519.pub, and over SSH standard input.",
            "A file with several keys adds them all.",
            "From root or an administrator it makes whoever the key's comment names an administrator of the machine, who may do",
            "everything; to let somebody into one app there is `access:add`. A deploy key pushes to its app and does nothing else.",
        ]
    }

    /// nil: over SSH standard input, else the usual file.
    private let source: KeyInput.Source?
    private let app: AppName?
    private let label: String?
    private let days: Int?
    private let isDeploy: Bool

    init(_ arguments: Arguments) throws(Failure) {
        app = try arguments.app()
        label = arguments.value(Self.name)
        days = try arguments.value(Self.expires).map(Self.days)
        isDeploy = arguments.has(Self.deploy)
        if !isDeploy, app != nil || label != nil || days != nil {
            throw Failure(
                .invalid,
                "a person's key is for no app alone, and has neither a name nor an end",
                hint: "for a machine's key add --deploy; to let a person into an app: renga access:add NAME -a APP < key.pub"
            )
        }
        source = try KeyInput.Source(arguments.operands, of: "keys:add")
    }

    private static func days(_ text: String) throws(Failure) -> Int {
        guard let days = Int(text.hasSuffix("d") ? text.dropLast() : text[...]), (1...AddDeployKey.daysMax).contains(days) else {
            throw Failure(.invalid, "`--expires` takes 1d to \(AddDeployKey.daysMax)d, not `\(text)`")
        }
        return days
    }

    private func addDeployKey(_ text: String, _ name: String, _ session: Session) throws {
        let app = try session.app(app)
        let key = try session.act(
            "Adding \(name) as a deploy key of \(session.style.app(app.text))",
            AddDeployKey(app: app, text: text, label: label, days: days)
        ) { key in
            ", `\(key.owner)`" + (key.until.map { ", until \(TimeText.day($0, now: session.now))" } ?? "")
        }
        try session.show(key, Columns.align([[key.fingerprint, key.owner]]))
    }

    func run(_ session: Session) throws {
        let (bytes, name) = try read(session)
        let (text, hadMark) = try Self.text(of: bytes, name)
        if isDeploy { return try addDeployKey(text, name, session) }
        let added = try session.act("Adding \(name)", AddKeys(text: text)) { keys in
            (keys.isEmpty ? ", it was there already" : "") + (hadMark ? " (without the byte order mark, BOM, before it)" : "")
        }
        try session.show(added, Columns.align(added.map { Keys.row($0, now: session.now) }))
    }

    /// Words about what the text is that was given, and not about the one line of it that is wrong.
    private static func text(of bytes: [UInt8], _ name: String) throws(Failure) -> (text: String, hadMark: Bool) {
        do throws(Failure) {
            let (text, hadMark) = try PublicKeyFile.text(of: bytes)
            guard !text.trimmed.isEmpty else {
                throw Failure(.invalid, "\(name) is empty", hint: "give a public key's file, which ends in .pub")
            }
            guard !PublicKeyFile.isPrivate(text) else {
                throw Failure(
                    .invalid,
                    "\(name) is a private key, which nobody but its owner should ever see",
                    hint: "give the file beside it that ends in .pub"
                )
            }
            return (text, hadMark)
        } catch {
            var failure = error
            if failure.message.hasPrefix("this is ") { failure.message = name + failure.message.dropFirst("this".count) }
            throw failure
        }
    }

    /// The same command with the file as its input: without its options it would bring a person in where a machine was meant.
    private func sending(_ path: String) -> String {
        var words = ["ssh git@HOST keys:add"]
        if isDeploy { words.append("--deploy") }
        if let label { words.append("--name \(ShellQuoting.quote(label))") }
        if let days { words.append("--expires \(days)d") }
        if let app { words.append("-a \(app)") }
        return words.joined(separator: " ") + " < \(ShellQuoting.quote(path))"
    }

    private func read(_ session: Session) throws -> (bytes: [UInt8], name: String) {
        switch source {
        case .text(let text): return (Array(text.utf8), "the key")
        case .input: return (try Self.input(session), "the key from standard input")
        case .file(let path):
            guard session.offersMachine else {
                throw Failure(
                    .refused,
                    "over SSH no file of the server is read: `\(path)`",
                    hint: "send the file instead: \(sending(path))"
                )
            }
            let full = path.hasPrefix("/") ? path : session.surroundings.directory + "/" + path
            return (try Self.file(full, shown: path), path)
        case nil where session.isOverSSH: return (try Self.input(session), "the key from standard input")
        case nil:
            let path = (session.surroundings.environment["HOME"] ?? "/root") + "/.ssh/id_ed25519.pub"
            guard Files.exists(path) else {
                throw Failure(
                    .invalid,
                    "no key is given, and there is no \(path)",
                    hint: "name a file: renga keys:add FILE\nor make a key: ssh-keygen -t ed25519"
                )
            }
            return (try Self.file(path, shown: path), path)
        }
    }

    private static func input(_ session: Session) throws -> [UInt8] {
        let bytes = try session.streams.readInput(limit: bytesMax)
        guard bytes.contains(where: { $0 > 0x20 }) else {
            throw Failure(
                .invalid,
                "standard input has no key",
                hint: session.isOverSSH ? "ssh git@HOST keys:add < ~/.ssh/id_ed25519.pub" : "renga keys:add FILE"
            )
        }
        return bytes
    }

    private static func file(_ path: String, shown: String) throws -> [UInt8] {
        do throws(SystemError) {
            return try Files.read(path, limit: bytesMax)
        } catch  where error.code == ENOENT {
            throw Failure(
                .notFound,
                "there is no file `\(shown)`",
                hint: "a public key's file ends in .pub; `ls ~/.ssh` shows them"
            )
        } catch  where error.code == EISDIR {
            throw Failure(.invalid, "\(shown) is a directory", hint: "give a public key's file, which ends in .pub")
        } catch {
            throw Failure(.invalid, error.description, hint: "give a public key's file, which ends in .pub")
        }
    }
}
