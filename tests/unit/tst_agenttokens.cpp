// SPDX-License-Identifier: Apache-2.0
#include "agent/cli/words.h"
#include "agent/trust/enrolment.h"
#include "agent/trust/ratelimit.h"
#include "agent/trust/tokenstore.h"
#include "shared/store/atomicfile.h"
#include "shared/tls/identity.h"
#include "shared/tls/pairingcode.h"

#include <QTemporaryDir>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestAgentTokens : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] QString file() const { return m_folder->filePath(u"tokens.json"_s); }
    [[nodiscard]] TokenStore open() const { return TokenStore::open(file()).value(); }

    static StoredToken token(const QString &verifier, std::chrono::milliseconds left,
                             std::chrono::milliseconds lifetime = 1h)
    {
        StoredToken stored;
        stored.verifier = verifier;
        stored.expiresAt = now() + left;
        stored.createdAt = stored.expiresAt - lifetime;
        return stored;
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void keepsNoTokenItself()
    {
        const Identity node = Identity::generate().value();
        auto peers = PeerStore::open(m_folder->filePath(u"peers.json"_s)).value();
        Enrolment enrolment(node.nodeId(), *peers, open());
        const auto made = enrolment.createToken({Role::Operator, 600});
        QVERIFY(made);
        const QByteArray stored = readFile(file(), 10'000).value();
        QVERIFY(!stored.contains(made->token.toUtf8()));
        QVERIFY(!stored.contains(QString(made->token).remove(u'-').toUtf8()));
    }

    void aLateTokenIsToldToBeLate()
    {
        const Identity node = Identity::generate().value();
        const Identity console = Identity::generate().value();
        const auto secret = EnrolmentToken::generate().value();
        {
            auto store = open();
            auto late = token(QString::fromLatin1(secret.verifier().toBytes().toHex()), -1s);
            QVERIFY(store.add(late));
        }
        auto peers = PeerStore::open(m_folder->filePath(u"peers.json"_s)).value();
        Enrolment enrolment(node.nodeId(), *peers, open());
        const Caller caller{console.nodeId(), u"192.0.2.1:1"_s};
        const auto begun = enrolment.begin(caller).value();
        const EnrolmentSession session{console.nodeId(), node.nodeId(), makePairingNonce().value(),
                                       QByteArray::fromHex(begun.nonce.toLatin1())};
        const auto proven =
            enrolment.prove(caller, {QString::fromLatin1(session.consoleNonce.toHex()),
                                     QString::fromLatin1(secret.proof(session).toHex()), u"desk"_s});
        QVERIFY(!proven);
        QCOMPARE(proven.error().code, ErrorCode::Conflict);
        QVERIFY2(proven.error().text.contains(u"good until"_s), qPrintable(proven.error().text));
        QVERIFY(peers->list().peers.isEmpty());
    }

    void aClockThatWasSetBackGivesNoTokenALongerLife()
    {
        // Made when the clock was a year ahead; now it says that a year and an hour are left.
        auto store = open();
        QVERIFY(store.add(token(u"v"_s, 24h * 365 + 1h)));
        const auto left = open().entries().first().deadline.remainingTimeAsDuration();
        QVERIFY(left <= 1h);
    }

    void usedOnesAreRemembered()
    {
        auto store = open();
        QVERIFY(store.add(token(u"v"_s, 1h)));
        QVERIFY(store.markUsed(u"v"_s));
        QVERIFY(open().entries().first().token.usedAt);
        QCOMPARE(store.markUsed(u"w"_s).error().code, ErrorCode::NotFound);
    }

    void holdsSoManyAndSpentOnesMakePlace()
    {
        auto store = open();
        for (qsizetype i = 0; i < TokenStore::MaxTokens; ++i)
            QVERIFY(store.add(token(QString::number(i), 1h)));
        QCOMPARE(store.add(token(u"more"_s, 1h)).error().code, ErrorCode::QuotaExceeded);
        QVERIFY(store.markUsed(u"7"_s));
        QVERIFY(store.add(token(u"more"_s, 1h)));
        QCOMPARE(store.entries().size(), TokenStore::MaxTokens);
    }

    void refusesAFileThatItDoesNotUnderstand()
    {
        QVERIFY(replaceFile(file(), "{\"tokens\": 7}"));
        const auto store = TokenStore::open(file());
        QVERIFY(!store);
        QCOMPARE(store.error().source, file());
    }

    void limitsTheRate()
    {
        RateLimit limit(2, 1min);
        const auto start = RateLimit::Clock::now();
        QVERIFY(limit.take(start));
        QVERIFY(limit.take(start + 30s));
        QVERIFY(!limit.take(start + 59s));
        QVERIFY(limit.take(start + 60s));
        QVERIFY(!limit.take(start + 61s));
    }

    void readsDurations_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("seconds") << u"90s"_s << qint64(90);
        QTest::newRow("bare") << u"90"_s << qint64(90);
        QTest::newRow("minutes") << u"30m"_s << qint64(1800);
        QTest::newRow("hours") << u"1h"_s << qint64(3600);
        QTest::newRow("days") << u"7d"_s << qint64(604'800);
        QTest::newRow("nothing") << QString() << qint64(0);
        QTest::newRow("zero") << u"0h"_s << qint64(0);
        QTest::newRow("negative") << u"-1h"_s << qint64(0);
        QTest::newRow("only a unit") << u"h"_s << qint64(0);
        QTest::newRow("other unit") << u"1y"_s << qint64(0);
        QTest::newRow("beyond all bounds") << u"99999999999d"_s << qint64(0);
    }

    void readsDurations()
    {
        QFETCH(QString, text);
        QTEST(qint64(parseDuration(text).value_or(0s).count()), "seconds");
    }
};

QTEST_GUILESS_MAIN(TestAgentTokens)
#include "tst_agenttokens.moc"
