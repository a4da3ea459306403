// SPDX-License-Identifier: Apache-2.0
#include "console/cli/dumps/localdump.h"

#include "console/archive/inbackground.h"

#include <QFileInfo>

#include <atomic>

using namespace Qt::StringLiterals;

namespace muster::console {

WorkWatch watchFor(Batch &batch, const QString &what)
{
    // Told when another percent is done, not with every block.
    auto told = std::make_shared<std::atomic<int>>(-1);
    return {batch.stop, [&batch, what, told](qint64 done, qint64 total) {
                const int percent = total > 0 ? int(done * 100 / total) : 0;
                if (told->exchange(percent) == percent)
                    return;
                QMetaObject::invokeMethod(
                    QCoreApplication::instance(),
                    [&batch, what, percent] { batch.out.progress(u"%1: %2%"_s.arg(what).arg(percent)); },
                    Qt::QueuedConnection);
            }};
}

QCoro::Task<Result<SharedDump>> openLocalDump(Batch &batch, QString path)
{
    const WorkWatch watch = watchFor(batch, u"reading %1"_s.arg(QFileInfo(path).fileName()));
    co_return co_await inBackground([path, watch] { return DumpArchive::open(path, {}, watch); });
}

ExitCode noteDamage(Batch &batch, const DumpArchive &dump)
{
    if (!dump.damage())
        return ExitCode::Well;
    batch.out.note("muster: "_L1 + describe(*dump.damage()), Tone::Care);
    return ExitCode::NotWell;
}

QString entryKindText(EntryKind kind)
{
    switch (kind) {
    case EntryKind::File:
        return u"file"_s;
    case EntryKind::Folder:
        return u"folder"_s;
    case EntryKind::SymLink:
        return u"symbolic link"_s;
    case EntryKind::HardLink:
        return u"hard link"_s;
    case EntryKind::Device:
        return u"device"_s;
    case EntryKind::Pipe:
        return u"pipe"_s;
    }
    return {};
}

} // namespace muster::console
