// SPDX-License-Identifier: Apache-2.0
#include "console/views/widgets/factlist.h"

#include "console/views/text/ages.h"
#include "console/views/widgets/factvalue.h"
#include "console/views/widgets/tones.h"

#include <QGridLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int MaxNameWidth = 180;

QString factText(const Cell &cell)
{
    return cell.time ? Ages::clockAndAge(*cell.time, now()) : cell.text;
}

} // namespace

FactList::FactList(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(4 * Theme::Step);
    m_grid->setVerticalSpacing(2 * Theme::Step);
    m_grid->setColumnStretch(1, 1);
}

void FactList::setFacts(const QList<Fact> &facts)
{
    QList<Fact> known;
    for (const Fact &fact : facts) {
        if (!fact.value.text.isEmpty() || fact.value.time)
            known.append(fact);
    }
    const bool isSameShape = known.size() == m_facts.size()
                             && std::ranges::equal(known, m_facts, [](const Fact &one, const Fact &other) {
                                    return one.name == other.name && one.value.isFixed == other.value.isFixed;
                                });
    m_facts = known;
    if (!isSameShape)
        rebuild();
    showValues();
}

QString FactList::asText() const
{
    QString text;
    for (const Fact &fact : m_facts)
        text += u"%1: %2\n"_s.arg(fact.name, factText(fact.value));
    return text;
}

void FactList::rebuild()
{
    qDeleteAll(m_names);
    qDeleteAll(m_values);
    m_names.clear();
    m_values.clear();
    for (int i = 0; i < m_facts.size(); ++i) {
        auto *name = new Label(m_theme, Label::Kind::Base, Colour::Dim);
        name->setText(m_facts.at(i).name);
        name->setElided(true);
        name->setMaximumWidth(MaxNameWidth);
        auto *value = new FactValue(m_theme, m_facts.at(i).value.isFixed);
        value->setAccessibleName(m_facts.at(i).name);
        m_grid->addWidget(name, i, 0, Qt::AlignTop | Qt::AlignLeft);
        m_grid->addWidget(value, i, 1, Qt::AlignTop);
        m_names.append(name);
        m_values.append(value);
    }
}

void FactList::showValues()
{
    for (int i = 0; i < m_facts.size(); ++i) {
        const Cell &cell = m_facts.at(i).value;
        m_values.at(i)->setValue(factText(cell));
        m_values.at(i)->setColour(textColour(cell.tone));
        m_values.at(i)->setToolTip(cell.hint);
    }
}

} // namespace muster::console
