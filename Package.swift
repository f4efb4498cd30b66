// swift-tools-version: 6.2
import PackageDescription

/// Settings of every Swift target of ours: nothing is silenced, imports say what they need.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// A stage of the house, or one of its tools.
func stage(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: house)
}

func suite(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil)
    -> Target
{
    .testTarget(
        name: name, dependencies: dependencies, resources: resources, swiftSettings: house)
}

func library(_ name: String, _ pkgConfig: String, apt: String) -> Target {
    .systemLibrary(
        name: name, path: "Sources/System/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let arguments: Target.Dependency = .product(
    name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "monthend",
    products: [
        .executable(name: "monthend", targets: ["monthend"]),
        .executable(name: "SampleData", targets: ["SampleData"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    ],
    targets: [
        // The vocabulary, then the stages in the order the data passes them.
        stage("Accounting"),
        stage("Digest", ["CLibCrypto"]),
        stage("Formats", ["Accounting", "CLibXML2", "CSimdJSON", "CIconv"]),
        stage("Intake", ["Accounting", "Digest", "CZlib", "CLibZip", "CQPDF", "CFiles"]),
        stage("Importers", ["Accounting", "Formats"]),
        stage("Validation", ["Accounting"]),
        stage("Reconciliation", ["Accounting"]),
        stage("Inventory", ["Accounting"]),
        stage("Ledger", ["Accounting", "Digest", grdb]),
        stage(
            "Posting", ["Accounting", "Validation", "Reconciliation", "Inventory", "Ledger"]),
        stage("Reports", ["Accounting", "Ledger", "Reconciliation", "Inventory"]),
        stage("Rendering", ["Accounting", "Ledger", "Reconciliation", "Reports"]),
        stage(
            "Pipeline",
            [
                "Accounting", "Digest", "Intake", "Formats", "Importers", "Validation",
                "Reconciliation", "Ledger", "Posting", "Reports", "Rendering", yams,
            ]),
        .executableTarget(
            name: "monthend", dependencies: ["Pipeline", arguments], swiftSettings: house),
        .executableTarget(name: "SampleData", swiftSettings: house),

        // Tests, a suite a stage; `PipelineTests` runs clients end to end, `HostileTests` is
        // what would harm them, `HouseTests` the house.
        suite("AccountingTests", ["Accounting"]),
        suite("FormatsTests", ["Formats", "Accounting"]),
        suite("HostileTests", ["Importers", "Formats", "Validation", "Accounting", "Chance"]),
        suite("IntakeTests", ["Intake", "Digest", "Accounting"]),
        suite("ImportersTests", ["Importers", "Formats", "Accounting"]),
        suite("ValidationTests", ["Validation", "Accounting"]),
        suite("ReconciliationTests", ["Reconciliation", "Accounting"]),
        suite("InventoryTests", ["Inventory", "Accounting", "Chance"]),
        suite("LedgerTests", ["Ledger", "Digest", "Accounting"]),
        suite(
            "PostingTests",
            [
                "Posting", "Ledger", "Reports", "Rendering", "Reconciliation", "Validation",
                "Formats", "Accounting", "Chance",
            ]),
        suite("RenderingTests", ["Rendering", "Accounting"]),
        suite(
            "PipelineTests",
            ["Pipeline", "Formats", "Validation", "Accounting", "monthend", "SampleData"]),
        suite("HouseTests", []),
        // Made-up bytes for every reader; linked without libFuzzer it makes them up itself.
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "Accounting", "Formats", "Importers", "Intake", "Pipeline", "Chance", "CLibFuzzer",
            ],
            path: "Tests/fuzz/Fuzz", swiftSettings: house),
        .target(name: "CLibFuzzer", path: "Tests/fuzz/CLibFuzzer"),
        .target(name: "Chance", path: "Tests/Chance", swiftSettings: house),

        // C libraries, each with one home.
        library("CLibXML2", "libxml-2.0", apt: "libxml2-dev"),
        library("CZlib", "zlib", apt: "zlib1g-dev"),
        library("CLibZip", "libzip", apt: "libzip-dev"),
        library("CLibCrypto", "libcrypto", apt: "libssl-dev"),
        .target(
            name: "CSimdJSON", path: "Sources/System/CSimdJSON",
            linkerSettings: [.linkedLibrary("simdjson")]),
        .target(
            name: "CQPDF", path: "Sources/System/CQPDF",
            linkerSettings: [.linkedLibrary("qpdf")]),
        .target(name: "CIconv", path: "Sources/System/CIconv"),
        .target(name: "CFiles", path: "Sources/System/CFiles"),
    ],
    cxxLanguageStandard: .cxx17
)
