import Linux
import Model
import Planning

/// The documents of an index on their way to who reads them: each after a line with its length.
enum IndexDocuments {
    static func bytes(_ documents: [[UInt8]]) -> [UInt8] { documents.flatMap { Array("\($0.count)\n".utf8) + $0 } }

    static func read(_ number: Int32) throws -> [[UInt8]] {
        var all: [UInt8] = []
        while let part = try readSome(from: number, limit: 1 << 20), !part.isEmpty {
            all += part
            guard all.count <= 4 * IndexReading.bytesMax else { throw Failure(.limit, "the index is too large") }
        }
        var documents: [[UInt8]] = []
        var rest = all[...]
        while !rest.isEmpty {
            guard let end = rest.prefix(20).firstIndex(of: ASCII.lineFeed), let count = Int(String(decoding: rest[..<end], as: UTF8.self)),
                count >= 0, rest.endIndex - end - 1 >= count
            else { throw Failure(.internal, "the documents of an index are not whole") }
            documents.append(Array(rest[(end + 1)..<(end + 1 + count)]))
            rest = rest[(end + 1 + count)...]
        }
        return documents
    }
}
