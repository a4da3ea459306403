// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/scrubber.h"

#include <QTemporaryDir>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

class TestScrubber : public QObject
{
    Q_OBJECT

    const Pseudonyms m_names{QByteArray(32, 'k')};

    [[nodiscard]] QByteArray scrub(const QByteArray &text, qsizetype piece = INT_MAX,
                                   QMap<QString, qint64> *hits = nullptr) const
    {
        QByteArray out;
        Scrubber scrubber(m_names, [&out](QByteArrayView bytes) {
            out += bytes;
            return true;
        });
        for (qsizetype at = 0; at < text.size(); at += piece)
            scrubber.feed(QByteArrayView(text).sliced(at, std::min(piece, text.size() - at)));
        scrubber.finish();
        if (hits)
            *hits = scrubber.hits();
        return out;
    }

private Q_SLOTS:
    void takesSecretsOut_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<QString>("rule");
        const auto row = [](const char *name, const char *line, const char *secret, const QString &rule) {
            QTest::newRow(name) << QByteArray(line) << QByteArray(secret) << rule;
        };
        row("key=value", "PASSWORD=hunter2 next", "hunter2", u"key-value"_s);
        row("quoted", "secret: 'top floor' next", "top floor", u"key-value"_s);
        row("JSON", "{\"api_key\": \"abc\\\"def\", \"port\": 1}", "abc\\\"def", u"key-value"_s);
        row("JSON in JSON", "{\"MESSAGE\":\"got {\\\"token\\\": \\\"t0k3n\\\"} now\"}", "t0k3n",
            u"key-value"_s);
        row("longer name", "db_password_new = x7y8z9", "x7y8z9", u"key-value"_s);
        row("yaml", "    private_key: ABCDEF", "ABCDEF", u"key-value"_s);
        row("SNMP community", "snmp-server community s3cr ro", "s3cr", u"snmp-community"_s);
        row("SNMP of SONiC", "SNMP_COMMUNITY|gr8one", "gr8one", u"snmp-community"_s);
        row("rocommunity", "rocommunity gr8one default", "gr8one", u"snmp-community"_s);
        row("TACACS", "tacacs-server host 10.0.0.1 key 7 abc123", "abc123", u"tacacs-radius"_s);
        row("RADIUS of SONiC", "radius passkey abc123", "abc123", u"tacacs-radius"_s);
        row("basic", "Authorization: Basic dXNlcjpwYXNz", "dXNlcjpwYXNz", u"authorization"_s);
        row("bearer", "sent bearer abcdef123456 to", "abcdef123456", u"bearer"_s);
        row("URL", "fetch https://me:pa55@host/x", "pa55", u"url"_s);
        row("shadow", "root:$6$salt$Zm9vYmFyYmF6:19000:0", "$6$salt$Zm9vYmFyYmF6", u"password-hash"_s);
        row("command line", "mount --password pa55 /x", "pa55", u"command-line"_s);
        row("JWT", "x eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln y",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", u"jwt"_s);
    }
    void takesSecretsOut()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, secret);
        QFETCH(QString, rule);
        QMap<QString, qint64> hits;
        const QByteArray out = scrub(line + '\n', INT_MAX, &hits);
        QVERIFY2(!out.contains(secret), out);
        QCOMPARE(hits, (QMap<QString, qint64>{{rule, 1}}));
        QCOMPARE(out, QByteArray(line).replace(secret, m_names.of(secret)) + '\n');
    }

    void leavesTheRestAsItIs_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line :
             {"Started Dispatch Password Requests to Console.", "monkey: banana", "password: null",
              "password=****", "neighbor 10.0.0.1 community 65000:1", "basic information about keys",
              "https://host:443/path@2", "key = 5", "\xff\xfe\x80 bytes"})
            QTest::newRow(line) << QByteArray(line);
    }
    void leavesTheRestAsItIs()
    {
        QFETCH(QByteArray, line);
        QCOMPARE(scrub(line + '\n'), line + '\n');
    }

    void aPrivateKeyIsTakenOutAsAWhole()
    {
        const QByteArray text =
            "before\n-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIEabc+/=\n"
            "MIIEdef\n-----END RSA PRIVATE KEY-----\nafter\n";
        QMap<QString, qint64> hits;
        const QByteArray out = scrub(text, INT_MAX, &hits);
        QVERIFY2(!out.contains("MIIE"), out);
        QVERIFY(out.startsWith("before\n<redacted:"));
        QVERIFY2(out.endsWith(">\nafter\n"), out);
        QCOMPARE(hits.value(u"private-key"_s), 1);
        // In JSON it is one line.
        const QByteArray line = scrub(
            "{\"a\":\"-----BEGIN PRIVATE KEY-----\\nMIIEabc\\n-----END PRIVATE KEY-----\\n\",\"b\":1}\n");
        QVERIFY2(!line.contains("MIIE"), line);
        QVERIFY(line.endsWith("\",\"b\":1}\n"));
    }

    void whatOnlyBeginsAsAKeyHidesNoMoreThanAKey()
    {
        QByteArray text = "-----BEGIN PRIVATE KEY-----\n";
        for (int i = 0; i < 2 * Scrubber::MaxKeyLines; ++i)
            text += "word\n";
        const qsizetype kept = scrub(text).count("word\n");
        QVERIFY2(kept > Scrubber::MaxKeyLines / 2, QByteArray::number(kept));
        QVERIFY(scrub("-----BEGIN PRIVATE KEY-----\nMIIE\nthis is no key!\n").endsWith("this is no key!\n"));
    }

    void piecesMakeNoDifference_data()
    {
        QTest::addColumn<int>("piece");
        for (const int piece : {1, 2, 7, 64, 4096})
            QTest::addRow("%d", piece) << piece;
    }
    void piecesMakeNoDifference()
    {
        QFETCH(int, piece);
        QByteArray text;
        for (int i = 0; i < 50; ++i)
            text += "line " + QByteArray::number(i) + " token=abcdef" + QByteArray::number(i) + " end\n";
        text += "no end of line, password=x9";
        QCOMPARE(scrub(text, piece), scrub(text));
        QVERIFY(!scrub(text, piece).contains("x9"));
    }

    void aLineWithoutEndTakesNoMemory()
    {
        qsizetype largest = 0;
        qint64 total = 0;
        Scrubber scrubber(m_names, [&](QByteArrayView bytes) {
            largest = std::max(largest, bytes.size());
            total += bytes.size();
            return true;
        });
        const QByteArray piece(10'000, 'x');
        for (int i = 0; i < 100; ++i)
            scrubber.feed(piece);
        scrubber.finish();
        QCOMPARE(total, 1'000'000);
        QVERIFY(largest <= Scrubber::MaxLine);
    }

    void aSecretAtTheCutOfALongLineIsFound()
    {
        const QByteArray head(Scrubber::MaxLine - 14, 'x');
        QVERIFY(!scrub(head + " password=hunter22hunter22 end\n").contains("hunter22"));
    }

    void stopsWhenNoMoreIsWanted()
    {
        int calls = 0;
        Scrubber scrubber(m_names, [&calls](QByteArrayView) { return ++calls < 3; });
        QVERIFY(!scrubber.feed("a\nb\nc\nd\n"));
        QCOMPARE(calls, 3);
    }

    void equalSecretsKeepTheirNameAndOthersCannotTellIt()
    {
        const QByteArray out = scrub("password=one\ntoken=one\nsecret=two\n");
        const QByteArray name = m_names.of("one");
        QCOMPARE(out.count(name), 2);
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"dumps.key"_s);
        const auto first = Pseudonyms::open(file);
        const auto again = Pseudonyms::open(file);
        QVERIFY(first && again);
        QCOMPARE(first->of("one"), again->of("one"));
        QVERIFY(first->of("one") != name);
        QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }
};

QTEST_APPLESS_MAIN(TestScrubber)
#include "tst_scrubber.moc"
