import Glibc
import Linux
import Model
import Testing
import YAML

@Suite("docs/config.yml") struct ConfigurationExampleTests {
    /// `install.sh` makes an installation's config.yml from it.
    @Test func `shows every key as the programs know it`() throws {
        let path = Checkout.path("docs/config.yml")
        let template = ConfigurationFile.template()
        if getenv("RECORD") != nil { try Files.replace(path, with: template) }
        #expect(
            try Files.text(path, limit: 1 << 20) == template,
            "docs/config.yml is not what ConfigurationFile.template says: run `make golden`"
        )
    }
}
