internal import Testing

@testable internal import Accounting

@Suite("Money: exact, checked, never rounded by accident")
struct MoneyTests {
    @Test(
        "minor units as decimal text",
        arguments: textTable(
            """
            minor units          | decimals | text
            0                    | 2        | 0.00
            5                    | 2        | 0.05
            -5                   | 2        | -0.05
            123456               | 2        | 1234.56
            -123450              | 2        | -1234.50
            100                  | 0        | 100
            -7                   | 0        | -7
            0                    | 0        | 0
            1                    | 3        | 0.001
            1234567              | 3        | 1234.567
            1                    | 4        | 0.0001
            9223372036854775807  | 2        | 92233720368547758.07
            -9223372036854775808 | 2        | -92233720368547758.08
            """))
    func text(row: [String]) throws {
        let units = try #require(Int64(row[0]))
        let exponent = try #require(Int(row[1]))
        #expect(decimalText(units, exponent: exponent) == row[2])
    }

    @Test(
        "an amount's text has its currency's decimals",
        arguments: textTable(
            """
            minor units | currency | text
            1250        | EUR      | 12.50
            1250        | JPY      | 1250
            1250        | TND      | 1.250
            1250        | CLF      | 0.1250
            -1          | EUR      | -0.01
            """))
    func currencyText(row: [String]) throws {
        let currency = try #require(Currency(row[1]))
        #expect(Money(try #require(Int64(row[0])), currency).text == row[2])
    }

    @Test(
        "sums are checked at both ends of Int64",
        arguments: textTable(
            """
            left                 | right                | sum
            1                    | 2                    | 3
            -5                   | 5                    | 0
            9223372036854775806  | 1                    | 9223372036854775807
            9223372036854775807  | 1                    | overflow
            9223372036854775807  | 9223372036854775807  | overflow
            -9223372036854775807 | -1                   | -9223372036854775808
            -9223372036854775808 | -1                   | overflow
            -9223372036854775808 | 9223372036854775807  | -1
            """))
    func sums(row: [String]) throws {
        let (left, right) = (try #require(Int64(row[0])), try #require(Int64(row[1])))
        let euro = try #require(Currency("EUR"))
        if row[2] == "overflow" {
            #expect(throws: Overflow()) { try sum(left, right) }
            #expect(throws: Overflow()) { try Money(left, euro).adding(Money(right, euro)) }
        } else {
            let expected = try #require(Int64(row[2]))
            #expect(try sum(left, right) == expected)
            #expect(try sum(right, left) == expected)
            #expect(try Money(left, euro).adding(Money(right, euro)).minorUnits == expected)
        }
    }

    @Test("amounts of two currencies never add")
    func twoCurrencies() async {
        await #expect(processExitsWith: .failure) {
            guard let euro = Currency("EUR"), let dollar = Currency("USD") else { return }
            _ = try Money(1, euro).adding(Money(1, dollar))
        }
    }
}

@Suite("Rounding: half away from zero")
struct RoundingTests {
    @Test(
        "one division, one rule",
        arguments: textTable(
            """
            numerator | denominator | rounded
            0         | 10          | 0
            4         | 10          | 0
            5         | 10          | 1
            -4        | 10          | 0
            -5        | 10          | -1
            14        | 10          | 1
            15        | 10          | 2
            25        | 10          | 3
            -15       | 10          | -2
            -25       | 10          | -3
            1         | 3           | 0
            2         | 3           | 1
            -2        | 3           | -1
            7         | 7           | 1
            10        | 1           | 10
            149       | 100         | 1
            150       | 100         | 2
            """))
    func rounded(row: [String]) throws {
        let numerator = try #require(Int128(row[0]))
        let denominator = try #require(Int128(row[1]))
        #expect(roundedHalfAway(numerator, over: denominator) == Int128(row[2]))
    }

    @Test("against an independent rule, for every numerator from -5000 to 5000")
    func exhaustive() {
        var wrong: [String] = []
        for denominator in [1, 2, 3, 7, 10, 100, 120, 1055] {
            for numerator in -5000...5000 {
                let (quotient, rest) = abs(numerator).quotientAndRemainder(dividingBy: denominator)
                let magnitude = quotient + (rest >= denominator - rest ? 1 : 0)
                let expected = numerator < 0 ? -magnitude : magnitude
                let found = roundedHalfAway(Int128(numerator), over: Int128(denominator))
                if found != Int128(expected) {
                    wrong.append("\(numerator)/\(denominator)=\(found)")
                }
            }
        }
        #expect(wrong.prefix(5).isEmpty, "\(wrong.prefix(5))")
    }

    @Test("a denominator of zero stops the program")
    func zeroDenominator() async {
        await #expect(processExitsWith: .failure) { _ = roundedHalfAway(1, over: 0) }
    }

    @Test(
        "tax on a net amount and inside a gross amount, in cents",
        arguments: textTable(
            """
            rate   | net     | tax on net | gross   | tax inside gross
            20     | 10000   | 2000       | 12000   | 2000
            20     | 1       | 0          | 1       | 0
            20     | 2       | 0          | 2       | 0
            20     | 3       | 1          | 3       | 1
            20     | -3      | -1         | -3      | -1
            5.5    | 10000   | 550        | 10550   | 550
            5.5    | 9       | 0          | 9       | 0
            5.5    | 10      | 1          | 10      | 1
            5.5    | -10     | -1         | -10     | -1
            10     | 5       | 1          | 5       | 0
            10     | -5      | -1         | -5      | 0
            10     | 4       | 0          | 6       | 1
            2.1    | 100000  | 2100       | 102100  | 2100
            8.1    | 100000  | 8100       | 108100  | 8100
            0      | 99999   | 0          | 99999   | 0
            100    | 7       | 7          | 7       | 4
            """))
    func tax(row: [String]) throws {
        let rate = try #require(Rate(row[0]))
        #expect(rate.tax(onNet: try #require(Int64(row[1]))) == Int64(row[2]))
        #expect(rate.tax(insideGross: try #require(Int64(row[3]))) == Int64(row[4]))
    }

    @Test(
        "rates as written",
        arguments: textTable(
            """
            text         | mantissa  | scale
            20           | 20        | 0
            5.5          | 55        | 1
            8.10         | 810       | 2
            0            | 0         | 0
            0.000001     | 1         | 6
            ∅            | no        | no
            .5           | no        | no
            5.           | no        | no
            5.5.5        | no        | no
            5,5          | no        | no
            -5           | no        | no
            +5           | no        | no
            1e2          | no        | no
            5%           | no        | no
            0.0000001    | no        | no
            ٥            | no        | no
            1234567890123| no        | no
            """))
    func rate(row: [String]) {
        let rate = Rate(row[0])
        #expect(rate?.mantissa == Int64(row[1]))
        #expect(rate?.scale == Int(row[2]))
        if let rate { #expect(rate.text == row[0]) }
    }
}

@Suite("Exact: a decimal as a file writes it")
struct ExactTests {
    @Test(
        "to minor units, never by rounding",
        arguments: textTable(
            """
            mantissa          | scale | decimals | minor units
            1234              | 2     | 2        | 1234
            1234              | 0     | 2        | 123400
            -1234             | 1     | 2        | -12340
            12340             | 3     | 2        | 1234
            12345             | 3     | 2        | no
            1                 | 5     | 4        | no
            0                 | 9     | 0        | 0
            100               | 2     | 0        | 1
            101               | 2     | 0        | no
            1000000000000000  | 0     | 0        | 1000000000000000
            1000000000000001  | 0     | 0        | no
            -1000000000000000 | 0     | 0        | -1000000000000000
            -1000000000000001 | 0     | 0        | no
            10000000000000    | 0     | 2        | 1000000000000000
            10000000000001    | 0     | 2        | no
            """))
    func minorUnits(row: [String]) throws {
        let mantissa = try #require(Int128(row[0]))
        let exact = Exact(mantissa: mantissa, scale: try #require(Int(row[1])))
        #expect(exact.minorUnits(exponent: try #require(Int(row[2]))) == Int64(row[3]))
    }

    @Test(
        "sums, signs, equality and text",
        arguments: textTable(
            """
            left m | left s | right m | right s | sum
            1      | 0      | 2       | 0       | 3
            15     | 1      | 5       | 2       | 1.55
            5      | 2      | 15      | 1       | 1.55
            -15    | 1      | 15      | 1       | 0.0
            -1     | 3      | 0       | 0       | -0.001
            1000   | 3      | -1      | 0       | 0.000
            """))
    func sums(row: [String]) throws {
        let numbers = try row.prefix(4).map { try #require(Int($0)) }
        var left = Exact(mantissa: Int128(numbers[0]), scale: numbers[1])
        let right = Exact(mantissa: Int128(numbers[2]), scale: numbers[3])
        let difference = -right
        left.add(right)
        #expect(left.text == row[4])
        left.add(difference)
        #expect(left.equals(Exact(mantissa: Int128(numbers[0]), scale: numbers[1])))
    }

    @Test("equality looks at the value, not at how it is written")
    func equality() throws {
        #expect(Exact(mantissa: 10, scale: 1).equals(Exact(mantissa: 1, scale: 0)))
        #expect(!Exact(mantissa: 11, scale: 1).equals(Exact(mantissa: 1, scale: 0)))
        let dinar = try #require(Currency("TND"))
        #expect(Exact(Money(-1250, dinar)).text == "-1.250")
    }
}
