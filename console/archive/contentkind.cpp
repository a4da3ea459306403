// SPDX-License-Identifier: Apache-2.0
#include "console/archive/contentkind.h"

#include "console/archive/packing.h"
#include "shared/json/jsonvalue.h"

#include <QStringDecoder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qsizetype ElfTypeAt = 16;
constexpr char ElfCore = 4;
constexpr qsizetype MaxControlsIn =
    64; ///< one control character in so many is still text (colours of terminals)

bool isCore(QByteArrayView head)
{
    return head.startsWith("\x7f"
                           "ELF")
           && head.size() > ElfTypeAt + 1 && (head[ElfTypeAt] == ElfCore || head[ElfTypeAt + 1] == ElfCore);
}

bool isControl(char c)
{
    const auto byte = uchar(c);
    return (byte < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\b') || byte == 0x7f;
}

bool isText(QByteArrayView head)
{
    if (head.contains('\0'))
        return false;
    return std::ranges::count_if(head, isControl) <= head.size() / MaxControlsIn;
}

/// The first line is an entry of journalctl -o json.
bool isJournal(QByteArrayView head)
{
    const qsizetype end = head.indexOf('\n');
    const QByteArrayView line = end < 0 ? head : head.first(end);
    if (!line.startsWith('{') || !line.contains("\"__REALTIME_TIMESTAMP\""))
        return false;
    JsonParser parser;
    return parser.parse(line, line.size()).has_value();
}

} // namespace

DumpContent contentKind(QByteArrayView head, const QString &name, DumpContent said)
{
    if (isCore(head))
        return DumpContent::Core;
    if (packingOf(head) != Packing::None || isZip(head)
        || (head.size() >= ArchiveHeadBytes && head[0] && isTar(head)))
        return DumpContent::Archive;
    if (!isText(head))
        return DumpContent::Binary;
    if (isJournal(head))
        return DumpContent::Journal;
    const QByteArrayView begin = head.trimmed();
    const bool looksLikeJson = begin.startsWith('{') || begin.startsWith('[');
    if (looksLikeJson && (said == DumpContent::Json || name.endsWith(".json"_L1, Qt::CaseInsensitive)))
        return DumpContent::Json;
    return DumpContent::Text;
}

QString readableText(QByteArrayView bytes)
{
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = utf8(bytes);
    if (utf8.hasError())
        text = QString::fromLatin1(bytes);
    for (QChar &c : text) {
        // The control pictures of Unicode: a dump must not steer what shows it.
        if (c.unicode() < 0x20 && c != u'\t' && c != u'\n')
            c = QChar(0x2400 + c.unicode());
        else if (c.unicode() == 0x7f)
            c = QChar(0x2421);
    }
    return text;
}

} // namespace muster::console
