// SPDX-License-Identifier: Apache-2.0
#include "shared/json/jsonlocation.h"

#include <QJsonDocument>
#include <QJsonParseError>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

/// Walks over JSON text without building anything. Each step moves forward, so it ends on any bytes.
class Scanner
{
public:
    explicit Scanner(QByteArrayView text)
        : m_text(text)
    {
    }

    [[nodiscard]] qsizetype position() const { return m_at; }
    [[nodiscard]] char peek()
    {
        while (m_at < m_text.size() && QByteArrayView(" \t\r\n").contains(m_text[m_at]))
            ++m_at;
        return m_at < m_text.size() ? m_text[m_at] : '\0';
    }
    [[nodiscard]] bool take(char wanted)
    {
        if (peek() != wanted)
            return false;
        ++m_at;
        return true;
    }

    /// The raw text between the quotes.
    QByteArrayView takeString()
    {
        if (!take('"'))
            return {};
        const qsizetype begin = m_at;
        while (m_at < m_text.size() && m_text[m_at] != '"')
            m_at += m_text[m_at] == '\\' ? 2 : 1;
        m_at = std::min(m_at, m_text.size());
        const QByteArrayView raw = m_text.sliced(begin, m_at - begin);
        m_at = std::min(m_at + 1, m_text.size());
        return raw;
    }

    void skipValue()
    {
        int depth = 0;
        do {
            const char next = peek();
            if (next == '\0')
                return;
            if (next == '"') {
                takeString();
                continue;
            }
            depth += next == '{' || next == '[';
            if (next == '}' || next == ']') {
                if (depth == 0)
                    return;
                --depth;
            }
            if (depth == 0 && (next == ',' || next == ':'))
                return;
            ++m_at;
            if (!QByteArrayView("{}[],:").contains(next))
                skipWord();
        } while (depth > 0);
    }

private:
    void skipWord()
    {
        while (m_at < m_text.size() && !QByteArrayView("{}[],:\" \t\r\n").contains(m_text[m_at]))
            ++m_at;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

/// What is left of a path after its first part is `name`; nothing when it is another.
std::optional<QByteArrayView> restAfter(QByteArrayView path, QByteArrayView name)
{
    if (name.isEmpty() || !path.startsWith(name))
        return std::nullopt;
    const QByteArrayView rest = path.sliced(name.size());
    if (rest.isEmpty() || rest.startsWith('['))
        return rest;
    return rest.startsWith('.') ? std::optional(rest.sliced(1)) : std::nullopt;
}

/// Moves to the value that the path's first part names.
/// @return where that part stands, and shortens the path; nothing when there is no such part
std::optional<qsizetype> enterMember(Scanner &scanner, QByteArrayView &path)
{
    while (scanner.peek() == '"') {
        const qsizetype key = scanner.position();
        const QByteArrayView name = scanner.takeString();
        if (!scanner.take(':'))
            return std::nullopt;
        if (const auto rest = restAfter(path, name)) {
            path = *rest;
            return key;
        }
        scanner.skipValue();
        if (!scanner.take(','))
            return std::nullopt;
    }
    return std::nullopt;
}

std::optional<qsizetype> enterElement(Scanner &scanner, QByteArrayView &path)
{
    const qsizetype end = path.indexOf(']');
    bool isNumber = false;
    const qlonglong index = path.first(std::max<qsizetype>(end, 1)).sliced(1).toLongLong(&isNumber);
    if (end < 0 || !isNumber)
        return std::nullopt;
    for (qlonglong i = 0; i < index; ++i) {
        scanner.skipValue();
        if (!scanner.take(','))
            return std::nullopt;
    }
    const char first = scanner.peek();
    if (first == '\0' || first == ']')
        return std::nullopt;
    path = path.sliced(end + 1);
    if (path.startsWith('.'))
        path = path.sliced(1);
    return scanner.position();
}

} // namespace

JsonLocation locationAt(QByteArrayView text, qsizetype offset)
{
    const QByteArrayView before = text.first(std::clamp<qsizetype>(offset, 0, text.size()));
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    return {int(std::count(before.begin(), before.end(), '\n')) + 1, int(before.size() - lineStart) + 1};
}

JsonLocation locateField(QByteArrayView text, QStringView path)
{
    const QByteArray utf8 = path.toUtf8();
    QByteArrayView rest = utf8;
    Scanner scanner(text);
    static_cast<void>(scanner.peek());
    qsizetype found = scanner.position();
    while (!rest.isEmpty()) {
        std::optional<qsizetype> part;
        if (rest.startsWith('[') && scanner.take('['))
            part = enterElement(scanner, rest);
        else if (scanner.take('{'))
            part = enterMember(scanner, rest);
        if (!part)
            break;
        found = *part;
    }
    return locationAt(text, found);
}

std::optional<JsonSyntaxFault> findSyntaxFault(const QByteArray &text)
{
    QJsonParseError error;
    QJsonDocument::fromJson(text, &error);
    if (error.error == QJsonParseError::NoError)
        return std::nullopt;
    // Qt's offset lies behind the fault; behind the last character it would name a line that is not there.
    qsizetype offset = std::clamp<qsizetype>(error.offset, 0, text.size());
    while (offset > 0 && offset == text.size() && QByteArrayView("\r\n").contains(text[offset - 1]))
        --offset;
    return JsonSyntaxFault{locationAt(text, offset), error.errorString()};
}

} // namespace muster
