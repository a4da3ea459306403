// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/config/configfault.h"
#include "shared/json/jsonlocation.h"
#include "shared/model/unknownmembers.h"

#include <expected>

namespace muster::agent {

/// The text of a JSON file and the faults found in it so far.
class CheckedDocument
{
public:
    static constexpr qint64 MaxBytes = 1024 * 1024;

    /// Reads the file. One that is absent, too large or unreadable is a fault.
    static CheckedDocument load(const QString &file);
    CheckedDocument(QString file, QByteArray text);

    [[nodiscard]] const QList<ConfigFault> &faults() const { return m_faults; }
    /// Adds a fault at the line of `key`.
    void add(const QString &key, const QString &text, const QString &remedy = {});

    /// Reads the whole by its fields, strictly: unknown members are faults, and each field's own fault is
    /// found, not only the first. What has a fault keeps its default.
    template <Described T>
    [[nodiscard]] T read()
    {
        T whole;
        const auto json = parse();
        if (!json)
            return whole;
        QList<UnknownMember> unknown;
        findUnknownMembers<T>(*json, unknown);
        for (const UnknownMember &member : unknown)
            addUnknown(member);
        forEachField<T>([&](const auto &each) {
            using Value = std::remove_cvref_t<decltype(whole.*each.member)>;
            const DecodePath path{nullptr, each.name};
            const auto member = json->find(each.name);
            if (!member) {
                if (each.required && !codec::IsOptional<Value>::value)
                    addError(codec::missing(path).error());
                return;
            }
            auto value = decode<Value>(*member, each.limits, path);
            if (value)
                whole.*each.member = std::move(*value);
            else
                addError(value.error());
        });
        return whole;
    }

private:
    [[nodiscard]] std::optional<JsonValue> parse(); ///< an object; else a fault was added
    void addUnknown(const UnknownMember &member);
    void addError(const Error &error) { add(error.field, error.text, error.remedy); }

    QString m_file;
    QByteArray m_text;
    JsonParser m_parser;
    QList<ConfigFault> m_faults;
};

} // namespace muster::agent
