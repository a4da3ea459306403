// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/programs/dumpseries.h"

using namespace muster::test;
using namespace Qt::StringLiterals;

namespace muster::bench {

namespace {

constexpr int JournalLines = 12'000;
constexpr int NewLines = 400;

QByteArray word(QRandomGenerator &random)
{
    static constexpr const char *Words[] = {
        "fan", "zone", "target",  "speed", "sensor", "reading", "power", "state", "request", "host",
        "i2c", "bus",  "timeout", "retry", "pldm",   "mctp",    "vrm",   "phase", "dimm",    "inventory"};
    return Words[random.bounded(int(std::size(Words)))];
}

/// One line of a log, always the same for its number.
QByteArray logLine(quint32 seed, int number)
{
    QRandomGenerator random(seed * 1'000'003U + quint32(number));
    QByteArray line = "Nov 21 " + QByteArray::number(number / 3600 % 24) + ':'
                      + QByteArray::number(number / 60 % 60) + ':' + QByteArray::number(number % 60) + " bmc "
                      + word(random) + '[' + QByteArray::number(random.bounded(3000)) + "]:";
    for (int i = 0; i < 8; ++i)
        line += ' ' + word(random);
    return line + ' ' + QByteArray::number(random.bounded(100'000)) + '\n';
}

QByteArray logOf(quint32 seed, int first, int count)
{
    QByteArray log;
    for (int i = first; i < first + count; ++i)
        log += logLine(seed, i);
    return log;
}

QByteArray inventory(int number)
{
    QByteArray json = "{\n";
    for (int item = 0; item < 300; ++item) {
        // Twenty of them are others in each dump.
        const bool isChanged = (item * 7 + number) % 15 == 0;
        QRandomGenerator random(quint32(item * 1000 + (isChanged ? number + 1 : 0)));
        json += "  \"/xyz/openbmc_project/inventory/system/part" + QByteArray::number(item)
                + "\": {\"SerialNumber\": \"" + QByteArray::number(random.generate64(), 16)
                + "\", \"Present\": true, \"Value\": " + QByteArray::number(random.bounded(10'000)) + "},\n";
    }
    return json + "}\n";
}

} // namespace

QList<NamedBytes> dumpOfSeries(int number)
{
    QList<NamedBytes> members{{u"journal.txt"_s, logOf(1, number * NewLines, JournalLines)},
                              {u"kernel.txt"_s, logOf(2, 0, 2000 + number * 25)},
                              {u"inventory.json"_s, inventory(number)},
                              {u"processes.txt"_s, logOf(quint32(100 + number), 0, 150)},
                              {u"uptime.txt"_s, logOf(quint32(200 + number), 0, 1)},
                              {u"sensors.txt"_s, logOf(quint32(300 + number), 0, 40)}};
    for (int i = 0; i < 40; ++i)
        members.append({u"config/file-%1.conf"_s.arg(i), logOf(quint32(1000 + i), 0, 20 + 7 * i)});
    return members;
}

} // namespace muster::bench
