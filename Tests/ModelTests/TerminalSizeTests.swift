import Model
import Testing

@Suite("Terminal sizes") struct TerminalSizeTests {
    @Test(arguments: [(80, 24, 80, 24), (0, 0, 80, 24), (-3, 10, 80, 10), (1, 1, 1, 1), (70_000, Int.max, 4096, 4096)])
    func `what cannot be a terminal's is brought to what can`(columns: Int, rows: Int, seenColumns: Int, seenRows: Int) throws {
        let size = TerminalSize(columns: columns, rows: rows)
        #expect((size.columns, size.rows) == (seenColumns, seenRows))
        let text = Array("{\"columns\":\(columns),\"rows\":\(rows)}".utf8)
        #expect(try JSONCoder.decode(TerminalSize.self, from: text) == size)
    }
}
