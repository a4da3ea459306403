// SPDX-License-Identifier: Apache-2.0
#include "shared/api/replica.h"

#include "agent/composite/replica/replicadocument.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <set>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What a replicated document promises, whatever the order in which its states meet.
class TestReplicaDocument : public QObject
{
    Q_OBJECT

    const ReplicaKey m_key{u"setting"_s, u"x"_s};
    const Timestamp m_start{1'700'000'000'000ms};

    ReplicaDocument wrote(const ReplicaDocument *before, const QString &writer,
                          const std::optional<QString> &body, std::chrono::milliseconds later = 0ms)
    {
        return written(m_key, before, writer, body, m_start + later).value();
    }
    static QString body(int number) { return u"{\"v\":%1}"_s.arg(number); }

private Q_SLOTS:
    void aWriteReplacesWhatItsWriterKnew()
    {
        const auto first = wrote(nullptr, u"a"_s, body(1));
        const auto second = wrote(&first, u"b"_s, body(2), -1h); // b's clock is behind
        QCOMPARE(merged(first, second).value(), second);
        QCOMPARE(merged(second, first).value(), second);
        QCOMPARE(shownOf(second, {})->shown.body, body(2));
        QVERIFY(verify(second));
    }

    void atOnceTheLaterIsShownAndTheOtherKept()
    {
        const auto one = wrote(nullptr, u"a"_s, body(1), 5ms);
        const auto other = wrote(nullptr, u"b"_s, body(2), 4ms);
        const auto both = merged(one, other).value();
        const auto shown = shownOf(both, {});
        QCOMPARE(shown->shown.body, body(1));
        QCOMPARE(shown->siblings.size(), 1);
        QCOMPARE(shown->siblings.first().body, body(2));
        const auto resolved = wrote(&both, u"c"_s, body(3));
        QCOMPARE(resolved.versions.size(), 1);
        QCOMPARE(merged(resolved, both).value(), resolved);
        const auto joined = shownOf(both, [](QByteArrayView earlier, QByteArrayView later) {
            return earlier.toByteArray() + "+" + later.toByteArray();
        });
        QCOMPARE(joined->shown.body, body(2) + u"+"_s + body(1));
    }

    void aDeletionDoesNotEatWhatItHasNotSeen()
    {
        const auto first = wrote(nullptr, u"a"_s, body(1));
        const auto deleted = wrote(&first, u"b"_s, std::nullopt, 5ms);
        const auto changed = wrote(&first, u"c"_s, body(2), 1ms);
        QVERIFY(isTombstone(deleted));
        QVERIFY(!shownOf(deleted, {}));
        const auto both = merged(deleted, changed).value();
        QVERIFY(!isTombstone(both));
        QCOMPARE(shownOf(both, {})->shown.body, body(2));
        QVERIFY(shownOf(both, {})->siblings.isEmpty());
        QVERIFY(isTombstone(merged(first, deleted).value()));
    }

    void aMemberThatLostItsDiskDoesNotCountTheSameAgain()
    {
        const auto before = wrote(nullptr, u"a"_s, body(1));
        const auto after = wrote(nullptr, u"a"_s, body(2), 10ms);
        QVERIFY(after.versions.first().count > before.versions.first().count);
        QCOMPARE(shownOf(merged(before, after).value(), {})->shown.body, body(2));
    }

    void oneVersionHasOneContent()
    {
        const auto one = wrote(nullptr, u"a"_s, body(1));
        const auto other = wrote(nullptr, u"a"_s, body(2));
        QCOMPARE(merged(one, other).error().code, ErrorCode::Conflict);
    }

    void refusesWhatIsNotWhatItSays_data()
    {
        QTest::addColumn<int>("change");
        int row = 0;
        for (const char *name : {"body", "time", "writer", "seen", "kind", "hash", "order", "deleted",
                                 "no version", "not seen", "no object"})
            QTest::newRow(name) << row++;
    }
    void refusesWhatIsNotWhatItSays()
    {
        QFETCH(int, change);
        auto document = merged(wrote(nullptr, u"a"_s, body(1)), wrote(nullptr, u"b"_s, body(2))).value();
        QVERIFY(verify(document));
        ReplicaVersion &version = document.versions.first();
        switch (change) {
        case 0:
            version.body = body(9);
            break;
        case 1:
            version.changedAt += 1ms;
            break;
        case 2:
            version.writer = u"A"_s;
            break;
        case 3:
            document.seen.last().count += 1;
            break;
        case 4:
            document.kind = u"settings"_s;
            break;
        case 5:
            document.sha256 = QString(64, u'0');
            break;
        case 6:
            std::ranges::reverse(document.versions);
            break;
        case 7:
            version.isDeleted = true;
            break;
        case 8:
            document.versions.clear();
            break;
        case 9:
            document.seen.clear();
            break;
        case 10:
            document = wrote(nullptr, u"a"_s, u"[1]"_s);
            break;
        default:
            QFAIL("no such row");
        }
        QCOMPARE(verify(document).error().code, ErrorCode::Invalid);
    }

    void keysAndBodiesHaveLimits()
    {
        QVERIFY(checkKey({QString(64, u'k'), QString(128, u'i')}));
        for (const ReplicaKey &key :
             {ReplicaKey{QString(65, u'k'), u"i"_s}, ReplicaKey{u"k"_s, QString(129, u'i')},
              ReplicaKey{u"K"_s, u"i"_s}, ReplicaKey{u""_s, u"i"_s}, ReplicaKey{u"k"_s, u"\n"_s}})
            QCOMPARE(checkKey(key).error().code, ErrorCode::Invalid);
        const QString frame = u"{\"t\":\"%1\"}"_s;
        const qsizetype room = MaxReplicaBody - frame.size() + 2;
        QVERIFY(checkBody(frame.arg(QString(room, u'x'))));
        QCOMPARE(checkBody(frame.arg(QString(room + 1, u'x'))).error().code, ErrorCode::TooLarge);
    }

    void versionsBeyondTheBoundGoOldestFirst_data()
    {
        QTest::addColumn<int>("bodyBytes");
        QTest::addColumn<int>("kept");
        QTest::newRow("by count") << 10 << int(MaxReplicaVersions);
        QTest::newRow("by bytes") << int(MaxReplicaBody - 100) << 1;
    }
    void versionsBeyondTheBoundGoOldestFirst()
    {
        QFETCH(int, bodyBytes);
        QFETCH(int, kept);
        QList<ReplicaDocument> all;
        for (int i = 0; i < 12; ++i) {
            const QString text = u"{\"v\":\"%1\"}"_s.arg(QString(bodyBytes, QChar(u'a' + i)));
            all.append(wrote(nullptr, u"node-%1"_s.arg(i, 2, 10, QChar(u'0')), text, i * 1ms));
        }
        ReplicaDocument forth = all.first();
        ReplicaDocument back = all.last();
        qsizetype lost = 0;
        for (int i = 1; i < 12; ++i) {
            lost += lostVersions(forth, all[i]);
            forth = merged(forth, all[i]).value();
            back = merged(back, all[11 - i]).value();
        }
        QCOMPARE(forth.versions.size(), kept);
        QCOMPARE(lost, 12 - kept);
        QCOMPARE(forth, back);
        QVERIFY(verify(forth));
        QVERIFY(weightOf(forth) < MaxReplicaPage);
        QCOMPARE(shownOf(forth, {})->shown.writer, u"node-11"_s);
        QCOMPARE(merged(forth, all.first()).value(), forth); // what was let go does not come back
    }

    void mergingIsCommutativeAssociativeAndIdempotent()
    {
        std::mt19937 random(4);
        for (int round = 0; round < 300; ++round) {
            QList<ReplicaDocument> states = history(random, 12);
            const auto pick = [&] { return states[qsizetype(random() % size_t(states.size()))]; };
            for (int i = 0; i < 20; ++i) {
                const ReplicaDocument a = pick(), b = pick(), c = pick();
                const auto ab = merged(a, b).value();
                QCOMPARE(ab, merged(b, a).value());
                QCOMPARE(merged(a, a).value(), a);
                QCOMPARE(merged(ab, a).value(), ab);
                QCOMPARE(merged(ab, c).value(), merged(a, merged(b, c).value()).value());
                QVERIFY(verify(ab));
            }
        }
    }

    void replicasConvergeInWhateverOrderTheyMeet()
    {
        std::mt19937 random(7);
        for (int round = 0; round < 300; ++round) {
            std::array<std::optional<ReplicaDocument>, 4> replicas;
            QList<ReplicaDocument> sent;
            // Each write by its body, and the writes that its writer knew.
            std::map<QString, std::set<QString>> knew;
            std::array<std::set<QString>, 4> known;
            std::map<QString, std::set<QString>> in; // of each state that was sent
            for (int step = 0; step < 40; ++step) {
                const size_t at = random() % 4;
                auto &own = replicas[at];
                if (random() % 2 == 0 || sent.isEmpty()) {
                    const bool deletes = own && random() % 4 == 0;
                    const QString name = u"{\"w\":%1}"_s.arg(step);
                    own = written(m_key, own ? &*own : nullptr, QString(QChar(u'a' + int(at))),
                                  deletes ? std::nullopt : std::optional(name),
                                  m_start + std::chrono::milliseconds(random() % 20))
                              .value();
                    if (!deletes)
                        knew[name] = known[at];
                    for (const QString &older : std::as_const(known[at]))
                        m_replaced.insert(older);
                    if (!deletes)
                        known[at].insert(name);
                    sent.append(*own);
                    in[own->sha256] = known[at];
                } else {
                    const ReplicaDocument other = sent[qsizetype(random() % size_t(sent.size()))];
                    own = own ? merged(*own, other).value() : other;
                    known[at].merge(std::set(in[other.sha256]));
                    in[own->sha256].insert(known[at].begin(), known[at].end());
                    sent.append(*own);
                }
            }
            // Everybody gets all that was ever sent, some of it twice, each in another order.
            for (auto &replica : replicas) {
                QList<ReplicaDocument> order = sent + sent.first(sent.size() / 2);
                std::ranges::shuffle(order, random);
                for (const ReplicaDocument &other : std::as_const(order))
                    replica = replica ? merged(*replica, other).value() : other;
            }
            for (const auto &replica : replicas)
                QCOMPARE(*replica, *replicas[0]);
            std::set<QString> left;
            for (const ReplicaVersion &version : replicas[0]->versions)
                left.insert(version.body);
            // Nothing vanishes but what somebody replaced who had it, and nothing of that stays.
            for (const auto &[name, _] : knew)
                QCOMPARE(left.contains(name), !m_replaced.contains(name));
            m_replaced.clear();
        }
    }

private:
    /// States of one document as some writers might have made them.
    QList<ReplicaDocument> history(std::mt19937 &random, int length)
    {
        QList<ReplicaDocument> states{wrote(nullptr, u"a"_s, body(0))};
        std::map<QString, ReplicaDocument> at{{u"a"_s, states.first()}};
        for (int i = 1; i < length; ++i) {
            const QString writer(QChar(u'a' + int(random() % 5)));
            const ReplicaDocument &other = states[qsizetype(random() % size_t(states.size()))];
            const auto own = at.find(writer);
            ReplicaDocument next =
                own == at.end() ? other : (random() % 2 ? merged(own->second, other).value() : own->second);
            if (random() % 3 != 0)
                next = wrote(&next, writer, random() % 3 ? std::optional(body(i)) : std::nullopt,
                             std::chrono::milliseconds(random() % 10));
            at.insert_or_assign(writer, next);
            states.append(next);
        }
        return states;
    }

    std::set<QString> m_replaced;
};

QTEST_GUILESS_MAIN(TestReplicaDocument)
#include "tst_replicadocument.moc"
