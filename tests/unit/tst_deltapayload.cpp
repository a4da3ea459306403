// SPDX-License-Identifier: Apache-2.0
#include "shared/dumps/deltapayload.h"
#include "tests/support/dumpfolder.h"

#include <QTest>

using namespace muster;
using namespace muster::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 BlockBytes = 512;

QByteArray sumsOf(QByteArrayView file, qint64 blockBytes = BlockBytes)
{
    Sha256 hash;
    QByteArray sums;
    for (qint64 at = 0; at + blockBytes <= file.size(); at += blockBytes)
        sums += blocksums::of(hash, file.sliced(at, blockBytes));
    return sums;
}

/// What a receiver makes of runs.
QByteArray rebuilt(const std::vector<BlockMatcher::Run> &runs, QByteArrayView bytes, QByteArrayView old)
{
    QByteArray made;
    for (const BlockMatcher::Run &run : runs) {
        made += bytes.sliced(made.size(), run.literal);
        made += old.sliced(run.firstBlock * BlockBytes, run.blocks * BlockBytes);
    }
    return made;
}

qint64 literalsOf(const std::vector<BlockMatcher::Run> &runs)
{
    return std::accumulate(runs.begin(), runs.end(), qint64(0),
                           [](qint64 sum, const BlockMatcher::Run &run) { return sum + run.literal; });
}

} // namespace

class TestDeltaPayload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSumThatRollsIsThatOfTheWindow()
    {
        const QByteArray bytes = noise(4000) + QByteArray(600, '\xff') + QByteArray(600, '\0');
        RollingSum sum(QByteArrayView(bytes).first(BlockBytes));
        for (qint64 at = 0; at + BlockBytes < bytes.size(); ++at) {
            QCOMPARE(sum.value(), RollingSum(QByteArrayView(bytes).sliced(at, BlockBytes)).value());
            sum.roll(bytes[at], bytes[at + BlockBytes]);
        }
    }

    void findsWhatTheOtherSideHas_data()
    {
        QTest::addColumn<QByteArray>("old");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<qint64>("mostNew");
        const QByteArray text = lines(100'000);
        QTest::newRow("the same") << text << text << qint64(100'000 % BlockBytes);
        QTest::newRow("a window that moved")
            << text << text.sliced(7777) + lines(3000, 9) << qint64(3000 + 1200);
        QTest::newRow("something put in")
            << text << text.first(50'001) + "new!" + text.sliced(50'001) << qint64(4 + 1200);
        QTest::newRow("something taken out")
            << text << text.first(30'000) + text.sliced(31'234) << qint64(1200);
        QTest::newRow("parts in another order")
            << text << text.sliced(51'200) + text.first(51'200) << qint64(1200);
        QTest::newRow("zeros only") << QByteArray(50'000, '\0') << QByteArray(90'000, '\0')
                                    << qint64(BlockBytes);
        QTest::newRow("nothing in common") << text << noise(60'000) << qint64(60'000);
        QTest::newRow("shorter than a block") << text << text.first(100) << qint64(100);
        QTest::newRow("nothing") << text << QByteArray() << qint64(0);
        QTest::newRow("of nothing") << QByteArray() << text << qint64(100'000);
    }
    void findsWhatTheOtherSideHas()
    {
        QFETCH(QByteArray, old);
        QFETCH(QByteArray, bytes);
        QFETCH(qint64, mostNew);
        const auto runs = BlockMatcher(BlockBytes, sumsOf(old)).runsOf(bytes);
        QCOMPARE(rebuilt(runs, bytes, old), bytes);
        QVERIFY2(literalsOf(runs) <= mostNew, qPrintable(QString::number(literalsOf(runs))));
    }

    void blocksThatFollowEachOtherAreOneRun()
    {
        const QByteArray text = lines(BlockBytes * 200);
        const auto runs = BlockMatcher(BlockBytes, sumsOf(text)).runsOf(text);
        QCOMPARE(runs, (std::vector<BlockMatcher::Run>{{0, 0, 200}}));
    }

    void aPayloadSaysWhatWasPutIn()
    {
        const QByteArray one = lines(3000);
        const QByteArray other = noise(5000);
        DeltaPayloadWriter writer;
        writer.add({{100, 7, 2}, {3000 - 100 - 2 * BlockBytes, 0, 0}}, one, BlockBytes);
        writer.add({{5000, 0, 0}}, other, 0);
        DeltaPayloadReader reader;
        QVERIFY(reader.open(writer.take()));
        const QByteArrayView known = QByteArrayView(one).sliced(100, 2 * BlockBytes);
        QCOMPARE(reader.run().value(), (BlockMatcher::Run{100, 7, 2}));
        QCOMPARE(reader.run().value(), (BlockMatcher::Run{3000 - 100 - 2 * BlockBytes, 0, 0}));
        QVERIFY(!reader.openLiterals(known)); // a run was not looked at yet
        QCOMPARE(reader.run().value(), (BlockMatcher::Run{5000, 0, 0}));
        QVERIFY(!reader.run());
        QVERIFY(reader.openLiterals(known));
        QCOMPARE(reader.literal(100).value(), QByteArrayView(one).first(100));
        QCOMPARE(reader.literal(3000 - 100 - 2 * BlockBytes).value(),
                 QByteArrayView(one).sliced(100 + 2 * BlockBytes));
        QCOMPARE(reader.literal(5000).value(), QByteArrayView(other));
        QVERIFY(!reader.literal(1));
        // The next one begins anew.
        QVERIFY(reader.open(writer.take()));
        QVERIFY(!reader.run());
        QVERIFY(reader.openLiterals({}));
        QVERIFY(!reader.literal(1));
    }

    /// New lines look like those around them, which need not travel again.
    void whatResemblesTheKnownIsSmaller()
    {
        const QByteArray known = noise(64 * BlockBytes);
        const QByteArray fresh = known.sliced(300, 1000) + "new" + known.sliced(9000, 1000);
        const auto payloadOf = [&](bool withContext) {
            DeltaPayloadWriter writer;
            if (withContext)
                writer.add({{0, 0, 64}}, known, BlockBytes);
            writer.add({{fresh.size(), 0, 0}}, fresh, 0);
            return writer.take();
        };
        QVERIFY2(payloadOf(true).size() * 2 < payloadOf(false).size(),
                 qPrintable(QString::number(payloadOf(true).size())));
    }

    void bothSidesChooseTheSameContext()
    {
        const QByteArray part = noise(int(deltapayload::MaxPartContext) * 2);
        const qint64 blocks = part.size() / BlockBytes;
        const std::vector<BlockMatcher::Run> runs{{700, 3, blocks / 2}, {100, 5, blocks / 4}, {50, 0, 0}};
        QByteArray blanked = part;
        std::ranges::fill(std::span(blanked.data(), 700), '\0');
        QByteArray one;
        QByteArray other;
        for (int i = 0; i < 6; ++i) {
            addContext(one, runs, part, BlockBytes);
            addContext(other, runs, blanked, BlockBytes);
        }
        QCOMPARE(one, other);
        QVERIFY(one.size() > deltapayload::MaxPartContext);
        QVERIFY(one.size() <= deltapayload::MaxContext);
    }

    void whatIsNoPayloadIsRefused_data()
    {
        QTest::addColumn<QByteArray>("payload");
        ZstdCompressor compressor;
        const auto frame = [&](const QByteArray &content) {
            const QByteArray packed = compressor.compress(content, content.size() + 64).toByteArray();
            QByteArray size;
            for (qsizetype left = packed.size(); left > 0 || size.isEmpty(); left >>= 7)
                size.append(char((left & 0x7F) | (left > 0x7F ? 0x80 : 0)));
            return size + packed;
        };
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no frame") << noise(100);
        QTest::newRow("an empty frame") << frame({});
        QTest::newRow("fewer runs than it says") << frame("\x7f\x01"_ba);
        QTest::newRow("a run that is cut") << frame("\x01\x05"_ba);
        QTest::newRow("a number without end") << frame(QByteArray(20, '\xff'));
        QTest::newRow("a bomb") << frame(QByteArray(deltapayload::MaxBytes + 1, '\0'));
        QTest::newRow("more runs than it says") << frame("\x01\x05\x00\x05"_ba);
        QTest::newRow("a length beyond it") << "\x20"_ba + noise(10);
        QTest::newRow("half of it") << frame(noise(1000)).first(500);
    }
    void whatIsNoPayloadIsRefused()
    {
        QFETCH(QByteArray, payload);
        DeltaPayloadReader reader;
        const auto opened = reader.open(payload);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::Invalid);
    }

    void newBytesThatAreNotWhatTheRunsTellAreRefused()
    {
        DeltaPayloadWriter writer;
        writer.add({{500, 0, 0}}, noise(500), 0);
        const QByteArray payload = writer.take();
        DeltaPayloadReader reader;
        for (const QByteArray &wrong :
             {payload + "x", payload.first(payload.size() - 20), payload.first(12)}) {
            if (!reader.open(wrong))
                continue;
            while (reader.run())
                ;
            const auto opened = reader.openLiterals({});
            QVERIFY(!opened);
            QCOMPARE(opened.error().code, ErrorCode::Invalid);
        }
        QVERIFY(reader.open(payload));
        QVERIFY(reader.run());
        QVERIFY(reader.openLiterals({}));
    }
};

QTEST_GUILESS_MAIN(TestDeltaPayload)
#include "tst_deltapayload.moc"
