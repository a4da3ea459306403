// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/dumpquota.h"

#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

class TestDumpQuota : public QObject
{
    Q_OBJECT

    static constexpr qint64 MiB = 1024LL * 1024;

    static DumpEntry dump(const QString &id, bool isFetched, qint64 size = 10 * MiB)
    {
        DumpEntry entry;
        entry.id = id;
        entry.type = u"bmc"_s;
        entry.state = DumpState::Complete;
        entry.size = size;
        if (isFetched)
            entry.offloaded = {{u"desk"_s, now(), QString(64, u'a')}};
        return entry;
    }
    static QuotaQuestion question(const QList<DumpEntry> &kept, const DumpQuota &quota)
    {
        QuotaQuestion asked;
        asked.type = u"bmc"_s;
        asked.kept = kept;
        asked.quota = quota;
        asked.maxBytes = 512 * MiB;
        asked.freeBytes = 1024 * MiB;
        return asked;
    }

private Q_SLOTS:
    void thereIsRoom()
    {
        const auto answer = makeRoom(question({dump(u"a"_s, false)}, {}));
        QVERIFY(answer);
        QVERIFY(answer->evicted.isEmpty());
        QCOMPARE(answer->maxBytes, 512 * MiB);
    }

    void theOldestFetchedGoesFirst()
    {
        const QList<DumpEntry> kept{dump(u"a"_s, false), dump(u"b"_s, true), dump(u"c"_s, true)};
        const auto answer = makeRoom(question(kept, {{}, 3, 100 * MiB, 0}));
        QVERIFY(answer);
        QCOMPARE(answer->evicted, QStringList{u"b"_s});
    }

    void whatNobodyHasIsNotLost()
    {
        const QList<DumpEntry> kept{dump(u"a"_s, false), dump(u"b"_s, false)};
        QuotaQuestion asked = question(kept, {{}, 2, 100 * MiB, 0});
        const auto refused = makeRoom(asked);
        QCOMPARE(refused.error().code, ErrorCode::QuotaExceeded);
        QVERIFY2(refused.error().remedy.contains(u"a (10.00 MiB)"_s), qPrintable(refused.error().remedy));
        asked.evictsUnfetched = true;
        QCOMPARE(makeRoom(asked)->evicted, QStringList{u"a"_s});
    }

    void whatIsBeingFetchedStays()
    {
        DumpEntry busy = dump(u"a"_s, true);
        busy.offloading = {u"desk"_s};
        QVERIFY(!makeRoom(question({busy}, {{}, 1, 100 * MiB, 0})));
    }

    void bytesCountToo()
    {
        const QList<DumpEntry> kept{dump(u"a"_s, true), dump(u"b"_s, true), dump(u"c"_s, false)};
        const auto answer = makeRoom(question(kept, {{}, 64, 35 * MiB, 0}));
        QVERIFY(answer);
        QCOMPARE(answer->evicted, QStringList{u"a"_s});
        QCOMPARE(answer->maxBytes, 15 * MiB); // it can never be more than the quota
        QVERIFY(!makeRoom(question({dump(u"a"_s, false, 20 * MiB)}, {{}, 64, 35 * MiB, 0})));
    }

    void theDiskStaysFree()
    {
        QuotaQuestion asked = question({dump(u"a"_s, false)}, {});
        asked.keepFreeBytes = 1020 * MiB;
        const auto refused = makeRoom(asked);
        QCOMPARE(refused.error().code, ErrorCode::QuotaExceeded);
        QVERIFY(refused.error().text.contains(u"must stay free"_s));
        asked.kept = {dump(u"a"_s, true)};
        QCOMPARE(makeRoom(asked)->evicted, QStringList{u"a"_s});
        asked.kept.clear();
        QCOMPARE(makeRoom(asked)->maxBytes, 4 * MiB);
    }

    void agesOut()
    {
        DumpEntry old = dump(u"a"_s, true);
        old.at = now() - std::chrono::days(10);
        DumpEntry unfetched = dump(u"b"_s, false);
        unfetched.at = old.at;
        const QList<DumpEntry> kept{old, unfetched, dump(u"c"_s, true)};
        const Timestamp at = now();
        DumpEntry young = kept.last();
        young.at = at;
        const QList<DumpEntry> all{old, unfetched, young};
        QCOMPARE(outOfDate(all, {{}, 64, MiB, 0}, false, at), QStringList());
        QCOMPARE(outOfDate(all, {{}, 64, MiB, 9}, false, at), QStringList{u"a"_s});
        QCOMPARE(outOfDate(all, {{}, 64, MiB, 9}, true, at), QStringList({u"a"_s, u"b"_s}));
        QCOMPARE(outOfDate(all, {{}, 64, MiB, 11}, true, at), QStringList());
    }

    void ofAutomaticOnesTheOldestGoesAndOpenFailuresLast()
    {
        QList<DumpEntry> kept;
        for (const QString &id : {u"open"_s, u"a"_s, u"b"_s, u"c"_s, u"d"_s}) {
            kept.append(dump(id, false));
            kept.last().failureId = id;
        }
        QCOMPARE(boundAutomatic(kept, {{}, 3, 100 * MiB, 0}, {u"open"_s}), QStringList({u"a"_s, u"b"_s}));
        // By size, too; the newest is kept even if it alone is too large.
        QCOMPARE(boundAutomatic(kept, {{}, 64, 1, 0}, {u"open"_s}),
                 QStringList({u"a"_s, u"b"_s, u"c"_s, u"open"_s}));
        QCOMPARE(boundAutomatic({}, {}, {}), QStringList());
    }
};

QTEST_APPLESS_MAIN(TestDumpQuota)
#include "tst_dumpquota.moc"
