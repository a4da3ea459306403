// SPDX-License-Identifier: Apache-2.0
#include "agent/config/checkeddocument.h"

#include "shared/store/atomicfile.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

CheckedDocument CheckedDocument::load(const QString &file)
{
    auto text = readFile(file, MaxBytes);
    if (text)
        return CheckedDocument(file, *std::move(text));
    CheckedDocument unread(file, {});
    unread.m_faults.append({file, 0, {}, text.error().text, text.error().remedy});
    return unread;
}

CheckedDocument::CheckedDocument(QString file, QByteArray text)
    : m_file(std::move(file))
    , m_text(std::move(text))
{
}

void CheckedDocument::add(const QString &key, const QString &text, const QString &remedy)
{
    m_faults.append({m_file, locateField(m_text, key).line, key, text, remedy});
}

std::optional<JsonValue> CheckedDocument::parse()
{
    if (!m_faults.isEmpty())
        return std::nullopt;
    const auto json = m_parser.parse(m_text, MaxBytes);
    if (json && json->isObject())
        return *json;
    if (json) {
        add({}, u"the file must hold one JSON object: { ... }"_s);
    } else if (const auto fault = findSyntaxFault(m_text)) {
        m_faults.append({m_file,
                         fault->at.line,
                         {},
                         u"not JSON at column %1: %2"_s.arg(fault->at.column).arg(fault->text),
                         u"comments and commas after the last element are not allowed"_s});
    } else {
        add({}, json.error().text);
    }
    return std::nullopt;
}

void CheckedDocument::addUnknown(const UnknownMember &member)
{
    add(member.path, u"there is no such key, allowed are: %1"_s.arg(member.known.join(u", "_s)),
        member.nearest.isEmpty() ? QString() : u"did you mean \"%1\"?"_s.arg(member.nearest));
}

} // namespace muster::agent
