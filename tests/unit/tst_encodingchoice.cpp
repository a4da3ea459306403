// SPDX-License-Identifier: Apache-2.0
#include "agent/offload/encodingchoice.h"

#include <QTest>

using namespace muster::agent;
using Way = EncodingChoice::Way;

namespace {

constexpr qint64 Block = 4 * 1024 * 1024;
constexpr double MiB = 1024 * 1024;

/// A link and a processor, and what is sent over them.
struct World
{
    double link; ///< bytes a second
    double compressor; ///< bytes a second that go in
    double ratio; ///< in to out
    double receiver = 1e12; ///< bytes of the dump a second that it takes in when they come compressed

    EncodingChoice choice{};
    double seconds = 0;
    int compressed = 0;

    void send(int blocks)
    {
        for (int i = 0; i < blocks; ++i) {
            const Way way = choice.next();
            const bool compresses = way == Way::Compressed;
            compressed += compresses;
            const double carried = double(Block) / (compresses ? ratio : 1) / link;
            const double taken = compresses ? double(Block) / receiver : 0;
            const double sending = std::max(carried, taken);
            // What is compressed ahead is ready by the time that the one before is sent.
            const double preparing = compresses ? std::max(0.0, double(Block) / compressor - sending) : 0;
            choice.sent({Block, compresses ? qint64(double(Block) / ratio) : Block, 0,
                         EncodingChoice::Duration(preparing), EncodingChoice::Duration(preparing + sending),
                         EncodingChoice::Duration(sending - carried)});
            seconds += preparing + sending;
        }
    }
    [[nodiscard]] double rawSeconds(int blocks) const { return blocks * double(Block) / link; }
};

} // namespace

class TestEncodingChoice : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void compressesOnASlowLink()
    {
        World world{10 * MiB, 300 * MiB, 3.4};
        world.send(500);
        QCOMPARE(world.compressed, 500);
    }

    void compressesWhereTheProcessorLimitsAndItStillPays()
    {
        World world{119 * MiB, 300 * MiB, 3.4};
        world.send(500);
        QVERIFY2(world.seconds * 2.2 < world.rawSeconds(500), qPrintable(QString::number(world.seconds)));
    }

    void isNotSlowerOnAFastLink()
    {
        World world{1000 * MiB, 300 * MiB, 3.4};
        world.send(500);
        QVERIFY2(world.seconds * 0.95 < world.rawSeconds(500), qPrintable(QString::number(world.seconds)));
        QVERIFY(world.compressed <= 16);
    }

    /// Its socket is full then, too, and the link is not why.
    void isNotSlowerWhereTheReceiverIsWhatLimits()
    {
        World world{1000 * MiB, 800 * MiB, 8, 600 * MiB};
        world.send(500);
        QVERIFY2(world.seconds * 0.95 < world.rawSeconds(500), qPrintable(QString::number(world.seconds)));
    }

    void doesNotCompressWhatIsCompressed()
    {
        World world{119 * MiB, 300 * MiB, 1.0};
        world.send(500);
        QVERIFY(world.seconds * 0.95 < world.rawSeconds(500));
    }

    void noticesThatTheLinkHasBecomeSlow()
    {
        World world{1000 * MiB, 300 * MiB, 3.4};
        world.send(100);
        world.link = 10 * MiB;
        world.compressed = 0;
        world.send(EncodingChoice::LongestStretch + 500);
        QVERIFY(world.compressed > 400);
    }
};

QTEST_APPLESS_MAIN(TestEncodingChoice)
#include "tst_encodingchoice.moc"
