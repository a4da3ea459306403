// SPDX-License-Identifier: Apache-2.0
// A hundred thousand dumps: an agent's catalogue that starts with them and lists them, and a console's table
// of them that is filtered while somebody types.
#include "agent/dumps/dumpcatalogue.h"
#include "console/fleet/fleet.h"
#include "console/views/models/dumptablemodel.h"
#include "console/views/models/tableproxy.h"
#include "shared/model/codec.h"
#include "tests/bench/programs/report.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>

#include <algorithm>
#include <span>

using namespace muster;
using namespace muster::agent;
using namespace muster::bench;
using namespace muster::console;
using namespace Qt::StringLiterals;

namespace {

const auto NodeId = u"NODE"_s;

DumpEntry entryOf(int number)
{
    DumpEntry entry;
    entry.id = u"bmc-%1"_s.arg(number, 7, 10, QLatin1Char('0'));
    entry.type = u"bmc"_s;
    entry.state = number % 97 == 0 ? DumpState::Partial : DumpState::Complete;
    entry.node = u"drawer-b"_s;
    entry.at = Timestamp(std::chrono::milliseconds(1'764'000'000'000) + std::chrono::minutes(number));
    entry.finishedAt = entry.at + std::chrono::seconds(20);
    entry.size = number * 7919LL % (64 * 1024 * 1024);
    entry.digest = QString(64, u'a');
    entry.reason = u"xyz.openbmc_project.State.Error.CriticalServiceFailure"_s;
    entry.unit = u"service-%1.service"_s.arg(number % 50);
    entry.requestedBy = u"maria@lab-desk"_s;
    return entry;
}

void make(const QString &folder, int count)
{
    QDir dir(folder);
    for (int i = 0; i < count; ++i)
        dir.mkpath(u"dumps/"_s + entryOf(i).id);
    DumpIndex index(folder + u"/dumps.index"_s);
    const auto written = index.rewrite([count](const std::function<void(const DumpEntry &)> &each) {
        for (int i = 0; i < count; ++i)
            each(entryOf(i));
    });
    if (!written)
        qFatal("%s", qPrintable(describe(written.error())));
}

double milliseconds(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

/// @return how long listing all of it took, page by page as they go over the wire
double list(const DumpCatalogue &catalogue, QList<DumpEntry> &all)
{
    QElapsedTimer timer;
    timer.start();
    QString after;
    qint64 bytes = 0;
    for (;;) {
        const auto page = catalogue.page(after, MaxDumpPage);
        if (!page)
            qFatal("%s", qPrintable(describe(page.error())));
        bytes += toJson(*page).size();
        all += page->entries;
        if (page->entries.size() < MaxDumpPage)
            break;
        after = page->entries.last().id;
    }
    return bytes > 0 ? milliseconds(timer) : 0;
}

/// @return the longest that one key of a word took, of those that people type
double typeWords(TableProxy &proxy)
{
    double longest = 0;
    for (const QString &words : {u"service-17 partial"_s, u"drawer-b 0042"_s, u"nothing like it"_s}) {
        for (qsizetype keys = 1; keys <= words.size(); ++keys) {
            QElapsedTimer timer;
            timer.start();
            proxy.setWords(words.first(keys));
            (void)proxy.rowCount(); // it looks when it is asked
            longest = std::max(longest, milliseconds(timer));
        }
    }
    return longest;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const std::span arguments(argv, size_t(argc));
    if (argc != 4)
        return die("usage: bench-dumpentries make|measure FOLDER COUNT");
    const QString folder = QString::fromLocal8Bit(arguments[2]);
    const int count = QByteArray(arguments[3]).toInt();
    if (QByteArray(arguments[1]) == "make") {
        make(folder, count);
        report("{}");
        return 0;
    }
    QElapsedTimer timer;
    timer.start();
    DumpCatalogue catalogue(folder);
    catalogue.load();
    const double loaded = milliseconds(timer);
    QList<DumpEntry> all;
    const double listed = list(catalogue, all);
    if (all.size() != count)
        return die("not all of them are listed");

    Fleet fleet;
    DumpBook book;
    DumpTableModel model(fleet, book);
    TableProxy proxy;
    proxy.setSourceModel(&model);
    timer.restart();
    book.setAll(NodeId, all);
    while (proxy.rowCount() != count)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    const double shown = milliseconds(timer);
    const double key = typeWords(proxy);
    report("{\"load_ms\":" + QByteArray::number(loaded) + ",\"list_ms\":" + QByteArray::number(listed)
           + ",\"show_ms\":" + QByteArray::number(shown) + ",\"key_ms\":" + QByteArray::number(key) + '}');
    return 0;
}
