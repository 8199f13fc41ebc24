/// Of a terminal, in characters. What somebody says of theirs is taken as far as a program can live with it.
package struct TerminalSize: Hashable, Sendable, Codable {
    package static let standard = TerminalSize(columns: 80, rows: 24)
    private static let most = 4096

    package let columns: Int
    package let rows: Int

    /// - Parameters: 0 or less: nobody knows, and it is as the first terminals were; at most 4096.
    package init(columns: Int, rows: Int) {
        self.columns = columns > 0 ? min(columns, Self.most) : 80
        self.rows = rows > 0 ? min(rows, Self.most) : 24
    }

    private enum Key: CodingKey { case columns, rows }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(columns: try container.decode(Int.self, forKey: .columns), rows: try container.decode(Int.self, forKey: .rows))
    }
}
