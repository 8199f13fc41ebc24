import Model

/// The list of an app's buildpacks, changed as Heroku changes it and refused in its words.
package enum BuildpackList {
    package static func changed(_ list: [BuildpackReference], _ change: BuildpackChange, of app: AppName) throws(Failure)
        -> [BuildpackReference]
    {
        switch change {
        case .clear: return []
        case .add(let buildpack, let index):
            try check(buildpack, notIn: list, index, of: app)
            guard list.count < BuildpackReference.countMax else {
                throw Failure(
                    .limit,
                    "an app has at most \(BuildpackReference.countMax) buildpacks",
                    hint: "`renga buildpacks` lists them, and `renga buildpacks:remove` takes one away"
                )
            }
            var list = list
            list.insert(buildpack, at: min(index.map { $0 - 1 } ?? list.count, list.count))
            return list
        case .set(let buildpack, let index):
            try check(buildpack, notIn: list, index, of: app)
            let place = (index ?? 1) - 1
            guard list.indices.contains(place) else { return try changed(list, .add(buildpack, index: nil), of: app) }
            var list = list
            list[place] = buildpack
            return list
        case .remove(let buildpack):
            return try removed(list, list.firstIndex { $0.identity == buildpack.identity }, of: app)
        case .removeAt(let index):
            if !list.isEmpty, !(1...list.count).contains(index) {
                throw Failure(
                    .invalid,
                    list.count == 1
                        ? "Invalid index. Only valid value is 1." : "Invalid index. Please choose a value between 1 and \(list.count)"
                )
            }
            return try removed(list, list.isEmpty ? nil : index - 1, of: app)
        }
    }

    private static func check(_ buildpack: BuildpackReference, notIn list: [BuildpackReference], _ index: Int?, of app: AppName)
        throws(Failure)
    {
        guard (index ?? 1) > 0 else { throw Failure(.invalid, "Invalid index. Must be greater than 0.") }
        guard !list.contains(where: { $0.identity == buildpack.identity }) else {
            throw Failure(
                .conflict,
                "The buildpack \(buildpack) is already set on your app.",
                hint: "`renga buildpacks -a \(app)` lists them"
            )
        }
    }

    private static func removed(_ list: [BuildpackReference], _ place: Int?, of app: AppName) throws(Failure) -> [BuildpackReference] {
        guard !list.isEmpty else {
            throw Failure(.notFound, "No buildpacks were found. Next release on \(app) will detect buildpack normally.")
        }
        guard let place, list.indices.contains(place) else {
            throw Failure(
                .notFound,
                "Buildpack not found. Nothing was removed.",
                hint: "the app's are \(list.map(\.text).joined(separator: ", "))"
            )
        }
        var list = list
        list.remove(at: place)
        return list
    }
}
