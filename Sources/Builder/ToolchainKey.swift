import Model
import Planning

/// The key of a toolchain's layer: its content, and what was done to it.
enum ToolchainKey {
    static func of(_ archive: PlannedArchive, sum: String, stack: String) -> String {
        var parts = [
            "toolchain 1", archive.toolchain, archive.url, archive.algorithm.rawValue, sum, "\(archive.strip)", archive.place ?? "",
        ]
        // What is built is linked to what the stack has.
        if let recipe = archive.recipe { parts += [recipe.script, stack] + archive.recipePackages.sorted() }
        return "toolchain-\(archive.toolchain.prefix(20))-\(SHA256.hex(of: parts.joined(separator: "\n")).prefix(24))"
    }
}
