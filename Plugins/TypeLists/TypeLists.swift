import Foundation
import PackagePlugin

/// Lists the types of a folder in which every file has one type and its name, so that who adds a file adds nothing else.
@main struct TypeLists: BuildToolPlugin {
    private struct List {
        let folder: String
        let name: String
        let element: String
        /// What has to be imported for them.
        let module: String
    }

    private static let lists = [
        "Operations": List(folder: "Requests", name: "OperationList", element: "any Operation.Type", module: "Wire"),
        "CLI": List(folder: "Commands", name: "CommandList", element: "any Subcommand.Type", module: "Model"),
    ]

    func createBuildCommands(context: PluginContext, target: any Target) throws -> [PackagePlugin.Command] {
        guard let list = Self.lists[target.name], let files = target.sourceModule?.sourceFiles(withSuffix: "swift") else { return [] }
        let types = files.map(\.url).filter { $0.deletingLastPathComponent().lastPathComponent == list.folder }
            .map { $0.deletingPathExtension().lastPathComponent }.sorted()
        let output = context.pluginWorkDirectoryURL.appending(path: "\(list.name).swift")
        return [
            .buildCommand(
                displayName: "Listing the types in \(target.name)/\(list.folder)",
                executable: try context.tool(named: "TypeLister").url,
                arguments: [output.path, list.name, list.element, list.module] + types,
                outputFiles: [output]
            )
        ]
    }
}
