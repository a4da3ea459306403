// SPDX-License-Identifier: Apache-2.0
#include "console/archive/extract.h"
#include "tests/fuzz/promise.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace muster;
using namespace muster::console;
using namespace Qt::StringLiterals;

namespace {

ArchiveLimits smallLimits()
{
    ArchiveLimits limits;
    limits.unpackedBytes = 8 << 20;
    limits.plainBytes = 1 << 20;
    limits.entries = 1000;
    limits.spareBytes = 0;
    return limits;
}

} // namespace

/// An archive as a broken disk or a hostile node may make it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const QTemporaryDir folder(u"/dev/shm/muster-fuzz-XXXXXX"_s);
    const QString path = folder.filePath(u"archive"_s);
    QFile file(path);
    fuzz::promise(file.open(QIODevice::WriteOnly), "the input can be written");
    file.write(reinterpret_cast<const char *>(data), qint64(size));
    file.close();

    const ArchiveLimits limits = smallLimits();
    const auto dump = DumpArchive::open(path, limits);
    if (!dump)
        return 0;
    for (qsizetype i = 0; i < (*dump)->entries().size(); ++i) {
        const ArchiveEntry &entry = (*dump)->entries().at(i);
        fuzz::promise(entry.size >= 0, "sizes are sizes");
        fuzz::promise(!entry.path.isEmpty(), "entries have names");
        const auto bytes = (*dump)->bytes(i);
        if (!bytes)
            continue;
        for (const qint64 at : {qint64(0), (*bytes)->size() / 2, (*bytes)->size()}) {
            const auto part = (*bytes)->read(at, 4096);
            fuzz::promise(!part || part->size() <= 4096, "no more is read than was asked for");
        }
        (void)(*dump)->content(i);
    }
    const QString jail = folder.filePath(u"jail"_s);
    (void)extract(**dump, {{}, jail + u"/out"_s, true}, limits, {});
    fuzz::promise(
        QDir(jail).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot).size()
            <= 1,
        "nothing is written beside the folder");
    QDir(jail).removeRecursively();
    return 0;
}
