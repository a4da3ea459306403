// SPDX-License-Identifier: Apache-2.0
#include "console/views/browser/loadedmember.h"

#include <QJsonDocument>

namespace muster::console {

namespace {

constexpr qint64 MaxFormatted = 16 << 20;
constexpr qsizetype MaxJournalRows = 200'000;

std::shared_ptr<const TextLines> formattedLines(const Bytes &bytes, const WorkWatch &watch)
{
    if (bytes.size() > MaxFormatted)
        return nullptr;
    const auto text = bytes.read(0, MaxFormatted);
    const QJsonDocument document = text ? QJsonDocument::fromJson(*text) : QJsonDocument();
    if (document.isNull())
        return nullptr;
    return TextLines::of(bytesOf(document.toJson(QJsonDocument::Indented)), watch).value_or(nullptr);
}

} // namespace

Result<LoadedMember> loadMember(const DumpArchive &dump, qsizetype entry, const WorkWatch &watch)
{
    LoadedMember loaded;
    auto content = dump.content(entry, watch);
    if (!content)
        return fail(content.error());
    loaded.content = std::move(*content);
    const DumpContent kind = loaded.content.kind;
    if (kind == DumpContent::Binary || kind == DumpContent::Core || kind == DumpContent::Archive)
        return loaded;
    auto lines = TextLines::of(loaded.content.bytes, watch);
    if (!lines)
        return fail(lines.error());
    loaded.lines = std::move(*lines);
    if (kind == DumpContent::Journal) {
        auto journal = readJournal(*loaded.content.bytes, MaxJournalRows, watch);
        if (!journal)
            return fail(journal.error());
        loaded.journal = std::move(*journal);
    } else if (kind == DumpContent::Json) {
        loaded.formatted = formattedLines(*loaded.content.bytes, watch);
    }
    return loaded;
}

} // namespace muster::console
