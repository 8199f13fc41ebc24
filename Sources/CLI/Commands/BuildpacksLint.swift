import Glibc
import Linux
import Model
import YAML

/// The command `renga buildpacks:lint`.
struct BuildpacksLint: Subcommand {
    static let declaration = Declaration(
        "buildpacks:lint",
        .builds,
        30,
        "Check buildpacks, stacks, toolchains and renga.yml for mistakes",
        examples: ["renga buildpacks:lint", "renga buildpacks:lint renga.yml buildpacks/python.yml"]
    ).with {
        $0.operands = "[FILE ...]"
        $0.operandsMax = .max
        $0.notes = [
            "Without a file it checks the installation's buildpacks/, stacks/ and toolchains/. Ends with 2 where there is a mistake."
        ]
    }

    let files: [String]

    init(_ arguments: Arguments) throws(Failure) { files = arguments.operands }

    /// What was found, in JSON.
    struct Report: Encodable {
        let files: [String]
        let errors: [SourceError]
    }

    func run(_ session: Session) throws {
        if let file = files.first, !session.offersMachine {
            throw Failure(
                .refused,
                "over SSH no file of the server is read: `\(file)`",
                hint: "without a file, the installation's own are checked"
            )
        }
        let chosen =
            files.isEmpty ? try Self.installed(session.root) : files.map { (path: Self.full($0, session), shown: $0) }
        guard !chosen.isEmpty else {
            throw Failure(
                .notFound,
                "there are no YAML files in \(session.root.buildpacks)",
                hint: "name files to check"
            )
        }
        var errors: [SourceError] = []
        for file in chosen {
            let bytes = try Self.bytes(file.path, shown: file.shown)
            do throws(SourceError) { try Self.check(bytes, file.shown) } catch { errors.append(error) }
        }
        if files.isEmpty, errors.isEmpty {
            // Each file is good: now whether order.yml and the files agree.
            _ = try Shelf.buildpacks(in: session.root.buildpacks)
        }
        try session.show(Report(files: chosen.map(\.shown), errors: errors), Self.lines(count: chosen.count, errors))
        if !errors.isEmpty { throw QuietExit(status: Failure.Code.invalid.exitStatus) }
    }

    static func lines(count: Int, _ errors: [SourceError]) -> [String] {
        let files = count == 1 ? "1 file" : "\(count) files"
        guard !errors.isEmpty else { return ["\(files) checked, no mistakes"] }
        let mistakes = errors.count == 1 ? "1 has a mistake" : "\(errors.count) have mistakes"
        return errors.flatMap { $0.rendering + [""] } + ["\(files) checked, \(mistakes)"]
    }

    /// What a file is, its name and folder say.
    private static func check(_ bytes: [UInt8], _ file: String) throws(SourceError) {
        let parts = file.split(separator: "/").map(String.init)
        switch (parts.dropLast().last, parts.last) {
        case (_, "order.yml"): _ = try OrderFile.read(bytes, file: file)
        case (_, RengaFile.fileName): _ = try RengaFile.read(bytes, file: file)
        case (_, "config.yml"): _ = try ConfigurationFile.read(bytes, file: file)
        case ("stacks", _): _ = try StackFile.read(bytes, file: file)
        case ("toolchains", _): _ = try ToolchainFile.read(bytes, file: file)
        default: _ = try BuildpackFile.read(bytes, file: file)
        }
    }

    private static func installed(_ root: InstallationRoot) throws -> [(path: String, shown: String)] {
        try [("buildpacks", root.buildpacks), ("stacks", root.stacks), ("toolchains", root.toolchains)].flatMap { name, directory in
            try (Files.exists(directory) ? Files.list(directory) : []).filter { $0.hasSuffix(".yml") && !$0.hasPrefix(".") }
                .map { (path: "\(directory)/\($0)", shown: "\(name)/\($0)") }
        }
    }

    private static func full(_ path: String, _ session: Session) -> String {
        path.hasPrefix("/") ? path : "\(session.surroundings.directory)/\(path)"
    }

    private static func bytes(_ path: String, shown: String) throws -> [UInt8] {
        do throws(SystemError) {
            return try Files.read(path, limit: SourceText.bytesMax)
        } catch  where error.code == ENOENT {
            throw Failure(.notFound, "there is no file `\(shown)`", hint: "give the path of a YAML file")
        } catch {
            throw Failure(
                .invalid,
                error.description,
                hint: "give the path of a YAML file of at most \(Quantity.rounded(bytes: Int64(SourceText.bytesMax)))"
            )
        }
    }
}
