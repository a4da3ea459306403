// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QStringView>

namespace muster {

/// Appends compact JSON to a byte array. The caller keeps begin and end, key and value in pairs; commas are
/// put here.
class JsonWriter
{
public:
    explicit JsonWriter(QByteArray &out)
        : m_out(out)
    {
    }

    JsonWriter &beginObject() { return open('{'); }
    JsonWriter &endObject() { return close('}'); }
    JsonWriter &beginArray() { return open('['); }
    JsonWriter &endArray() { return close(']'); }

    /// Names are written as they are: ours are plain ASCII, others go through string().
    JsonWriter &key(QByteArrayView name);
    JsonWriter &string(QStringView text);
    JsonWriter &utf8(QByteArrayView text); ///< must be valid UTF-8
    JsonWriter &integer(qint64 value);
    JsonWriter &real(double value); ///< what is not finite becomes null, as JSON has no word for it
    JsonWriter &boolean(bool value);
    JsonWriter &null();
    /// Text that is already one JSON value.
    JsonWriter &raw(QByteArrayView json);

private:
    JsonWriter &open(char bracket);
    JsonWriter &close(char bracket);
    void separate();

    QByteArray &m_out;
    bool m_needsComma = false;
};

} // namespace muster
