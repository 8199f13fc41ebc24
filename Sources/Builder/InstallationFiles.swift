import Model
import YAML

/// What people wrote for the whole installation, as far as a plan depends on it.
struct InstallationFiles {
    var configuration = Configuration()
    var buildpacks: [Buildpack] = []
    var order: [String] = []
    /// Names of folders with a classic buildpack each.
    var folders: [String] = []
    var stacks: [StackDefinition] = []
    var toolchains: [Toolchain] = []
    /// What publishers list, by the names of their files.
    var lists: [String: [UInt8]] = [:]
    /// A mistake in one of them is the plan's to tell.
    var failure: Failure?

    static func read(_ root: InstallationRoot) -> InstallationFiles {
        var files = InstallationFiles()
        do throws(Failure) {
            files.configuration = try ConfigurationFile.load(root: root)
            let shelf = try Shelf.buildpacks(in: root.buildpacks)
            (files.buildpacks, files.order) = (shelf.all, shelf.order)
            files.folders = try Shelf.folders(in: root.buildpacks)
            files.stacks = try Shelf.stacks(in: root.stacks)
            files.lists = try Shelf.lists(in: root.indexes)
            files.toolchains = try Shelf.toolchains(in: root.toolchains)
        } catch {
            files.failure = error
        }
        return files
    }
}
