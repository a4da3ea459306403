// SPDX-License-Identifier: Apache-2.0
#include "console/views/widgets/historycard.h"

#include "console/fleet/fleet.h"
#include "console/views/text/ageticker.h"
#include "console/views/text/historyphrases.h"
#include "console/views/text/phrases.h"
#include "console/views/theme/theme.h"
#include "console/views/widgets/historystrip.h"
#include "console/views/widgets/label.h"

#include <QComboBox>
#include <QHBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace muster::console {

HistoryCard::HistoryCard(const ViewParts &parts, QWidget *parent)
    : Card(parts.theme, tr("History"), parent)
    , m_parts(parts)
    , m_loader(parts.fleet, parts.actions)
    , m_length(new QComboBox)
    , m_strip(new HistoryStrip(parts.theme))
    , m_words(new Label(parts.theme, Label::Kind::Base, Colour::Dim))
{
    for (const std::chrono::minutes length : {60min, 360min, 1440min, 4320min, 10'080min})
        m_length->addItem(HistoryPhrases::length(length), int(length.count()));
    m_length->setCurrentIndex(1);
    m_length->setAccessibleName(tr("How far back"));
    m_words->setElided(true);
    auto *top = new QWidget;
    auto *line = new QHBoxLayout(top);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_length);
    line->addWidget(m_words, 1);
    addContent(top);
    addContent(m_strip);
    connect(m_length, &QComboBox::currentIndexChanged, this, &HistoryCard::load);
    connect(m_strip, &HistoryStrip::pickedChanged, this, &HistoryCard::showPicked);
    connect(&m_loader, &FacetHistoryLoader::changed, this, &HistoryCard::showLines);
    connect(&parts.fleet, &Fleet::nodesChanged, this, [this](const QHash<QString, NodeAspects> &changed) {
        const bool isOurs = std::ranges::any_of(m_nodeIds, [&changed](const QString &nodeId) {
            return changed.value(nodeId) & NodeAspect::Link;
        });
        if (isOurs)
            showLines();
    });
    parts.ticker.repaint(m_strip);
    // Time goes on while nothing happens; a strip of pixels need not be drawn for each second of hours.
    connect(&parts.ticker, &AgeTicker::ticked, this, [this] {
        if (isVisible() && m_loader.range().to - m_drawnAt > length() / 720)
            showLines();
    });
    showLines();
}

void HistoryCard::setSubject(const QStringList &nodeIds, bool isWhole)
{
    m_nodeIds = nodeIds;
    m_isWhole = isWhole;
    load();
}

std::chrono::minutes HistoryCard::length() const
{
    return std::chrono::minutes(m_length->currentData().toInt());
}

void HistoryCard::load()
{
    m_loader.show(m_nodeIds, m_isWhole, length());
}

void HistoryCard::showLines()
{
    const HistoryRange range = m_loader.range();
    m_drawnAt = range.to;
    m_strip->show(m_loader.lines(), range.from, range.to);
    showPicked();
}

void HistoryCard::showPicked()
{
    if (!m_loader.error().text.isEmpty()) {
        m_words->setText(Phrases::error(m_loader.error()));
        return;
    }
    if (const auto picked = m_strip->picked()) {
        m_words->setText(HistoryPhrases::spanToldBy(m_parts.fleet, picked->first, picked->second));
        return;
    }
    m_words->setText(
        m_loader.isLoading()         ? tr("Loading\u2026")
        : m_strip->lines().isEmpty() ? tr("Nothing of it was told in this time while this console listened.")
        : m_loader.hasLeftOut()
            ? tr("There was more than can be shown: the oldest is left out. Point at a strip, or "
                 "use the arrow keys.")
            : tr("Point at a strip, or use the arrow keys. Hatched: nobody told."));
}

} // namespace muster::console
