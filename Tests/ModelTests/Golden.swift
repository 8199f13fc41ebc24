import Glibc
import Model

/// What is kept in Tests/Golden.
enum Golden {
    static func file(_ name: String) -> @Sendable () throws -> [UInt8] {
        let folder = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        return {
            guard let file = fopen("/\(folder)/Golden/\(name)", "r") else { throw Failure(.notFound, "there is no \(name)") }
            defer { fclose(file) }
            var bytes = [UInt8](repeating: 0, count: 1 << 20)
            bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, file))
            return bytes
        }
    }
}
