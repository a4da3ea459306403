// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/cell.h"
#include "console/views/theme/theme.h"

#include <QWidget>

class QGridLayout;

namespace muster::console {

class FactValue;

/// Names and values in rows. Values can be marked and copied with the mouse.
class FactList : public QWidget
{
    Q_OBJECT
public:
    struct Fact
    {
        QString name;
        Cell value;
        friend bool operator==(const Fact &, const Fact &) = default;
    };

    explicit FactList(const Theme &theme, QWidget *parent = nullptr);

    /// Facts without a value are left out. Texts change in place where the names stay the same.
    void setFacts(const QList<Fact> &facts);
    [[nodiscard]] QString asText() const; ///< "name: value", a line each

private:
    void rebuild();
    void showValues();

    const Theme &m_theme;
    QGridLayout *m_grid;
    QList<Fact> m_facts;
    QList<QWidget *> m_names;
    QList<FactValue *> m_values;
};

} // namespace muster::console
