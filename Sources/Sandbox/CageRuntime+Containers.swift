import FoundationEssentials
import Linux

extension CageRuntime {
    /// The part of crun's own state file that says where a container came from.
    private struct State: Decodable {
        var bundle: String
    }

    /// nil where crun had not come so far as to write it down.
    func bundle(of id: String) -> String? {
        // A file that is absent or cut short belongs to a container that never was.
        guard let bytes = try? Files.read("\(directory)/\(id)/status", limit: 1 << 20) else { return nil }
        return (try? JSONDecoder().decode(State.self, from: Data(bytes)))?.bundle
    }
}
