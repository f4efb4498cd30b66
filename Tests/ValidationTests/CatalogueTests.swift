import Accounting
import Testing

@testable import Validation

/// Every rule as it was published: its code, slug, severity and effect. A code is never reused.
private let published = """
    A-118 amount-ambiguous       error   hold
    A-201 statement-balance      error   reject
    A-202 statement-summary      error   reject
    A-203 batch-total            warning none
    A-204 order-total            error   reject
    A-205 tax-amount             error   reject
    A-206 tender-total           error   reject
    A-207 document-total         error   reject
    A-208 instalments-total      error   reject
    A-209 voucher-balance        error   reject
    A-210 opening-control        error   reject
    A-211 running-balance        error   reject
    A-212 amount-too-large       error   reject
    A-213 amount-precision       error   reject
    A-214 opening-bank           error   none
    A-215 declared-lines         error   reject
    A-216 declared-net           error   reject
    A-217 declared-gross         error   reject
    A-218 declared-due           error   reject
    A-219 declared-taxes         error   reject
    A-220 payroll-balance        error   reject
    A-230 z-total                error   reject
    A-231 z-missing              warning none
    A-232 file-total             error   reject
    A-233 price-off-list         warning none
    A-234 tax-off-list           warning none
    A-240 transaction-net        error   reject
    A-245 payout-total           error   reject
    A-247 service-balance        error   none
    A-248 conversion-unpaired    error   hold
    A-249 payout-paid-otherwise  warning none
    A-250 count-difference       warning none
    A-251 receipt-cost           warning none
    A-255 stock-precision        error   hold
    A-256 stock-value            error   reject
    A-257 opening-stock          error   none
    A-260 cash-difference        warning none
    A-261 float-changed          warning none
    A-262 banked-beyond-count    error   reject
    I-301 duplicate-file         info    none
    I-302 statement-repeated     info    none
    I-303 row-duplicate          info    none
    I-304 row-lookalike          error   hold
    I-305 coverage-mismatch      error   hold
    I-306 statement-gap          error   none
    I-307 drop-missing           error   none
    I-308 document-clash         error   reject
    I-309 period-restated        info    none
    I-310 drop-unsettled         warning none
    I-311 pages-missing          error   hold
    I-312 period-locked          warning none
    I-313 target-unknown         warning none
    I-314 suspense-open          warning none
    I-315 suspense-settled       info    none
    I-316 page-repeated          error   hold
    I-317 transaction-corrected  error   hold
    I-318 late-held              error   hold
    I-319 drop-changed           warning none
    I-320 drop-name              error   none
    I-321 drop-kind              error   none
    I-330 bill-lookalike         error   hold
    I-331 supplier-account-changed error reject
    I-332 target-currency        warning none
    I-333 decision-late          warning none
    I-340 receipt-gap            error   none
    I-341 refund-unmatched       warning none
    I-342 cash-without-sales     error   none
    I-344 order-moved            error   hold
    I-350 payout-clash           error   reject
    I-351 paid-without-sale      warning none
    I-352 sale-unpaid            warning none
    I-353 payout-unnamed         error   hold
    I-360 stock-negative         warning none
    I-361 stock-revalued         warning none
    I-362 cost-held              warning none
    I-365 value-missing          error   hold
    V-101 file-malformed         error   reject
    V-102 file-truncated         error   reject
    V-103 doctype-refused        error   reject
    V-104 encoding-invalid       error   reject
    V-105 row-ragged             error   reject
    V-106 field-missing          error   reject
    V-107 date-malformed         error   reject
    V-108 date-ambiguous         error   hold
    V-109 amount-malformed       error   reject
    V-110 column-missing         error   hold
    V-111 account-unknown        error   reject
    V-112 currency-unexpected    error   hold
    V-113 currency-foreign       error   hold
    V-114 iban-invalid           warning none
    V-115 bank-account-unmapped  error   hold
    V-116 party-unknown          error   hold
    V-117 tax-code-unknown       error   reject
    V-118 due-date-missing       warning none
    V-119 date-before-start      error   reject
    V-120 limit-exceeded         error   reject
    V-121 date-beyond-horizon    error   hold
    V-122 date-outside-statement warning none
    V-123 source-unmatched       error   hold
    V-124 file-empty             error   hold
    V-125 kind-unknown           error   reject
    V-126 tender-unmapped        error   hold
    V-127 category-unmapped      error   hold
    V-128 status-unknown         error   hold
    V-129 intraday-report        info    none
    V-130 unit-spoiled           error   reject
    V-131 rate-missing           error   hold
    V-132 rate-earlier           info    none
    V-133 end-unproved           info    none
    V-140 line-account-missing   error   hold
    V-141 line-tax-missing       error   hold
    V-142 party-ambiguous        error   hold
    V-143 prepaid-untraced       warning none
    V-144 month-end-rate         error   none
    V-151 question-unknown       warning hold
    V-152 answer-unclear         error   hold
    V-160 element-unmapped       error   hold
    V-161 agency-unmapped        error   hold
    V-162 year-missing           error   hold
    V-170 refund-undated         error   hold
    V-171 included-tax           error   hold
    V-172 header-repeated        warning none
    V-173 day-outlier            warning none
    V-174 float-missing          error   hold
    V-175 count-negative         error   reject
    V-180 transaction-kind       error   hold
    V-181 transaction-status     error   hold
    V-185 payout-account-missing error   hold
    V-190 issue-uncosted         warning none
    V-195 quantity-sign          error   hold
    V-196 item-unknown           error   hold
    V-197 unit-unknown           error   hold
    V-198 product-unknown        warning none
    V-199 supplier-unnamed       warning none
    """.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }

@Suite struct CatalogueTests {
    @Test func rulesAreThePublishedOnes() {
        let rules = Catalogue.rules.map {
            [$0.code.text, $0.slug, $0.severity.rawValue, $0.effect.rawValue]
        }
        #expect(Set(rules) == Set(published))
        #expect(rules.count == published.count)
    }

    @Test func codesAreUnique() {
        let codes = Catalogue.rules.map { $0.code }
        #expect(Set(codes).count == codes.count)
        #expect(codes.allSatisfy { $0.text.utf8.count == 5 })
    }

    @Test func slugsAreUnique() {
        let slugs = Catalogue.rules.map { $0.slug }
        #expect(Set(slugs).count == slugs.count)
        #expect(slugs.allSatisfy { $0.utf8.allSatisfy { $0 == 45 || 97...122 ~= $0 } })
    }

    @Test(arguments: published) func ruleIsFoundByCodeAndBySlug(_ row: [String]) throws {
        let byCode = try #require(Catalogue.rule(row[0]))
        #expect(byCode.slug == row[1])
        let bySlug = try #require(Catalogue.rule(row[1]))
        #expect(bySlug.code.text == row[0])
    }

    @Test func strangersAreNotFound() {
        #expect(Catalogue.rule("V-999") == nil)
        #expect(Catalogue.rule("") == nil)
    }

    @Test(arguments: Defect.allCases) func defectHasOneRule(_ defect: Defect) {
        let rules = Catalogue.flawRules.filter { $0.defects.contains(defect) }
        #expect(rules.count == 1)
        #expect(rules.first?.code == Catalogue.rule(for: defect).code)
    }

    @Test func everyRuleOfAProtocolIsAsked() {
        let asked =
            Catalogue.flawRules.count + Catalogue.statementRules.count
            + Catalogue.orderRules.count + Catalogue.documentRules.count
            + Catalogue.paymentRules.count + Catalogue.voucherRules.count
            + Catalogue.dayRules.count + Catalogue.payrollRules.count
            + Catalogue.payoutRules.count
            // V-117, A-205, V-116, I-308 and V-113 are of two kinds, V-111 of three.
            + Catalogue.stockRules.count
        // V-117, A-205, V-116 and V-113 are of two kinds, I-308 and V-111 of three.
        let judged = published.count - Self.bookRules.count
        #expect(asked == judged + 8)
    }

    /// Rules that only the book's own facts can break: the poster states them.
    static let bookRules = [
        "I-301", "I-302", "I-303", "I-304", "I-305", "I-306", "I-307", "I-309", "I-310", "I-319",
        "I-320", "I-321", "I-313",
        "I-314", "I-315", "A-214", "V-114", "V-115", "V-123", "V-129", "V-131", "V-132", "V-133",
        "I-332", "V-144",
        "I-333", "V-151", "V-152",
        "A-250", "A-251", "I-360", "I-361", "I-362", "V-190",
        "A-247", "A-249", "I-351", "I-352",
        "V-173", "A-230", "A-231", "A-232", "I-340", "I-341", "V-198", "A-257",
        "A-260", "A-261", "A-262", "I-342", "I-344", "V-174", "V-175",
    ]

    @Test(arguments: published) func ruleWeighsAsPublished(_ row: [String]) throws {
        let rule = try #require(Catalogue.rule(row[0]))
        let world = try World()
        let finding = rule.finding(at: Place(file: "drop.csv", line: 3), found: "x", ["a": "b"])
        let ruling = world.judge.ruling(rule, finding)
        let outcome = ["reject": "rejected", "hold": "held"][row[3]]
        #expect(ruling.stopped == outcome.map { "\($0) \(row[0])" })
        #expect(ruling.findings.first?.severity.rawValue == row[2])
        #expect(ruling.findings.first?.arguments == ["a": "b", "source": "shop"])
        #expect(world.judge.file(ruling).keeps == (outcome == nil))
    }

    @Test(arguments: published.filter { $0[3] != "none" }, [Severity.warning, .info])
    func severityIsHowLoudNotWhatHappens(_ row: [String], _ severity: Severity) throws {
        let rule = try #require(Catalogue.rule(row[0]))
        let judge = try World().settled(rule.code, severity)
        let ruling = judge.ruling(rule, rule.finding(at: Place(file: "drop.csv", line: 3)))
        #expect(!ruling.posts)
        #expect(ruling.stop?.code == rule.code)
        #expect(ruling.findings.first?.severity == severity)
    }

    @Test(arguments: published.filter { $0[3] == "none" })
    func aLouderRuleStillPosts(_ row: [String]) throws {
        let rule = try #require(Catalogue.rule(row[0]))
        let judge = try World().settled(rule.code, .error)
        let ruling = judge.ruling(rule, rule.finding(at: Place(file: "drop.csv", line: 3)))
        #expect(ruling.posts)
        #expect(ruling.findings.first?.severity == .error)
    }

    @Test func severityOfAnotherRuleChangesNothing() throws {
        let judge = try World().settled("V-101", .info)
        #expect(judge.flaws([Flaw(.ragged, line: 1)]).stopped == "rejected V-105")
    }
}
