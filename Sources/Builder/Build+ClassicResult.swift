import Glibc
import Ledger
import Linux
import Model
import Planning
import Sandbox

/// What a classic buildpack has said, read as a stranger's: by descriptor, through no link, of few bytes.
extension Build {
    private static let exportBytesMax = 256 << 10
    private static let wordBytesMax = 64 << 10

    func result(_ end: CageResult, _ classic: ClassicBuildpack, _ step: PlannedStep, _ upper: String, _ build: String) throws
        -> ClassicResult
    {
        let tree = try GuardedDirectory.open(upper)
        func said(_ name: String) throws -> String { String(decoding: try word(name, of: tree, classic) ?? [], as: UTF8.self).trimmed }
        let name = try said("name").split(separator: "\n").first.map { String($0.prefix(100)) } ?? classic.reference.text
        guard end == .exited(0) else { throw try failure(end, classic, step, name, status: (try? said("status")) ?? "") }
        if let excess = caches.excess([classic.id], of: workshop.configuration.build.disk) { throw try tooMuch(step, excess) }
        var export = try read("buildpack/export", "its `export`", of: tree, classic, bytesMax: Self.exportBytesMax)
        // One that its repository has was not written here.
        if export == nil { export = try read("result/export", "its `export`", of: tree, classic, bytesMax: Self.exportBytesMax) }
        var result = ClassicResult(name: name, export: export, build: build)
        let reading = ReleaseReading(workshop: workshop, buildpack: classic.reference.text)
        result.release = try reading.read(try word("release", of: tree, classic) ?? [])
        return result
    }

    private func word(_ name: String, of tree: borrowing GuardedDirectory, _ classic: ClassicBuildpack) throws -> [UInt8]? {
        try read("result/\(name)", "what it says", of: tree, classic, bytesMax: Self.wordBytesMax)
    }

    /// A small file that a stranger wrote, or did not.
    private func read(
        _ path: String,
        _ what: String,
        of tree: borrowing GuardedDirectory,
        _ classic: ClassicBuildpack,
        bytesMax: Int
    ) throws -> [UInt8]? {
        do throws(SystemError) {
            return try tree.read(path, limit: bytesMax)
        } catch {
            if error.code == ENOENT { return nil }
            let why = error.code == EFBIG ? "it is larger than \(bytesMax >> 10) KB" : error.reason
            throw Failure(.refused, "the buildpack \(classic.reference): \(what) cannot be read: \(why)")
        }
    }

    private func failure(_ end: CageResult, _ classic: ClassicBuildpack, _ step: PlannedStep, _ name: String, status: String) throws
        -> Failure
    {
        let ended = "of \(classic.reference) ended with status \(status); what it printed is above"
        switch end {
        case .exited(ClassicScript.End.noBuildpack.rawValue):
            return Failure(
                .refused,
                "\(classic.reference) is no buildpack: it has no bin/compile",
                hint: "a Cloud Native Buildpack does not run here; a folder of a repository cannot be named"
            )
        case .exited(ClassicScript.End.notDetected.rawValue):
            return Failure(
                .refused,
                "App not compatible with buildpack: \(classic.reference)",
                hint: "bin/detect \(ended). Where the app does without it: \(workshop.command) buildpacks:remove \(classic.reference) -a "
                    + "\(record.app.name)"
            )
        case .exited(ClassicScript.End.notCompiled.rawValue):
            return Failure(.buildFailed, "Push rejected, failed to compile \(name) app.", hint: "bin/compile \(ended)")
        case .exited(ClassicScript.End.notReleased.rawValue):
            return Failure(.buildFailed, "Push rejected, failed to compile \(name) app.", hint: "bin/release \(ended)")
        default:
            do { try check(end, step, hasPrinted: true) } catch let failure as Failure { return failure }
            return Failure(.internal, "the buildpack \(classic.reference) has not ended as it should")
        }
    }
}
