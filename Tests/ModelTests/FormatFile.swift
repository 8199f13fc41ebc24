import Linux

/// `Tests/Golden/formats`: the forms in which versions have written to disk; its README says where the files come from.
enum FormatFile {
    static func read(_ name: String) throws -> [UInt8] {
        let repository = Files.parent(of: Files.parent(of: Files.parent(of: #filePath)))
        return try Files.read("\(repository)/Tests/Golden/formats/\(name)")
    }
}
