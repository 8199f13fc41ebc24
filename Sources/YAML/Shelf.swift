import Glibc
import Linux
import Model

/// The YAML files of an installation, read anew for every push: an edit counts from the next one.
package enum Shelf {
    /// A file that cannot be read, or one that has a mistake.
    package static func buildpack(_ id: String, in directory: String) throws(Failure) -> Buildpack {
        let bytes = try bytes("\(directory)/\(id).yml")
        do throws(SourceError) {
            return try BuildpackFile.read(bytes, file: "buildpacks/\(id).yml")
        } catch {
            throw error.failure
        }
    }

    /// All buildpacks of a directory, those of `order.yml` first and in its order.
    package static func buildpacks(in directory: String) throws(Failure) -> (all: [Buildpack], order: [String]) {
        let found = try identifiers(in: directory)
        let order: [String]
        if found.contains("order") {
            let bytes = try bytes("\(directory)/order.yml")
            do throws(SourceError) {
                order = try OrderFile.read(bytes, file: "buildpacks/order.yml")
            } catch {
                throw error.failure
            }
        } else {
            order = found
        }
        let ids = found.filter { $0 != "order" }
        for id in order where !ids.contains(id) {
            throw Failure(
                .invalid,
                "buildpacks/order.yml names `\(id)`, but there is no buildpacks/\(id).yml",
                hint: NearestWord.hint(for: id, among: ids)
            )
        }
        var all: [Buildpack] = []
        for id in order + ids.filter({ !order.contains($0) }) { all.append(try buildpack(id, in: directory)) }
        for buildpack in all { try BuildpackNames(in: buildpack.file, among: all).check(buildpack) }
        return (try all.map { buildpack throws(Failure) in try buildpack.whole(among: all) }, order)
    }

    /// Names of the folders that have a classic buildpack in them: a program `bin/compile`.
    package static func folders(in directory: String) throws(Failure) -> [String] {
        do throws(SystemError) {
            return try Files.list(directory).filter { NameRules.isIdentifier($0) && Files.exists("\(directory)/\($0)/bin/compile") }
        } catch {
            throw Failure(.unavailable, error.description)
        }
    }

    package static func stacks(in directory: String) throws(Failure) -> [StackDefinition] {
        var stacks: [StackDefinition] = []
        for id in try identifiers(in: directory) {
            let bytes = try bytes("\(directory)/\(id).yml")
            do throws(SourceError) {
                stacks.append(try StackFile.read(bytes, file: "stacks/\(id).yml"))
            } catch {
                throw error.failure
            }
        }
        return stacks
    }

    /// None where there is no such directory, as in an installation of an older version.
    package static func toolchains(in directory: String) throws(Failure) -> [Toolchain] {
        guard Files.exists(directory) else { return [] }
        var toolchains: [Toolchain] = []
        for id in try identifiers(in: directory) {
            let bytes = try bytes("\(directory)/\(id).yml")
            do throws(SourceError) {
                toolchains.append(try ToolchainFile.read(bytes, file: "toolchains/\(id).yml"))
            } catch {
                throw error.failure
            }
        }
        return toolchains
    }

    private static let listsMax = 100
    private static let listBytesMax = 4 << 20

    /// What publishers list, by the names of the files in `indexes/`; none where nobody has looked yet.
    package static func lists(in directory: String) throws(Failure) -> [String: [UInt8]] {
        do throws(SystemError) {
            guard Files.exists(directory) else { return [:] }
            var lists: [String: [UInt8]] = [:]
            for name in try Files.list(directory).filter({ $0.hasSuffix(".list") }).prefix(listsMax) {
                lists[name] = try Files.read("\(directory)/\(name)", limit: listBytesMax)
            }
            return lists
        } catch {
            throw Failure(.unavailable, error.description)
        }
    }

    private static func identifiers(in directory: String) throws(Failure) -> [String] {
        do throws(SystemError) {
            return try Files.list(directory).filter { $0.hasSuffix(".yml") && !$0.hasPrefix(".") }.map {
                String($0.dropLast(4))
            }
        } catch {
            throw Failure(.unavailable, error.description)
        }
    }

    private static func bytes(_ path: String) throws(Failure) -> [UInt8] {
        do throws(SystemError) {
            return try Files.read(path, limit: SourceText.bytesMax)
        } catch  where error.code == EFBIG {
            throw Failure(.limit, "\(path) is larger than \(SourceText.bytesMax) bytes", hint: "make it smaller")
        } catch {
            throw Failure(.unavailable, error.description)
        }
    }
}
