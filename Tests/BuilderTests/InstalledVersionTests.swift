import Testing

@testable import Builder

@Suite("The exact version of a stack's package") struct InstalledVersionTests {
    private static let status = """
        Package: python3-minimal
        Status: install ok installed
        Version: 9.9.9-1

        Package: python3
        Status: install ok installed
        Architecture: amd64
        Version: 3.13.5-1

        Package: nodejs
        Version: 20.19.2+dfsg-1+deb13u1

        Package: golang-1.24-go
        Version: 2:1.24.4~beta-3

        Package: ruby3.1
        Version: 3.1.7+really3.1.2-0+deb12u1
        """

    @Test(arguments: [
        ("python3", "3.13.5"), ("nodejs", "20.19.2"), ("golang-1.24-go", "1.24.4"), ("ruby3.1", "3.1.2"), ("python", nil), ("", nil),
    ])
    func `is what dpkg says, without Debian's own parts`(package: String, version: String?) {
        #expect(InstalledVersion.of(package, in: Array(Self.status.utf8)) == version)
    }
}
