package dev.gatehouse.boot.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// The rows of the `shop` data set: always the same, and nobody's.
///
/// Values are shaped as real ones are, so that a detector must recognise them, and belong to nobody: mail under
/// `example.*` (RFC 2606), phones in the 555-01XX range kept for fiction, cards with a right check digit behind the
/// prefixes of the card schemes' test numbers, national ids that no register has given out.
public final class Shop {
    public static final int CUSTOMERS = 1_000;
    public static final int ORDERS = 3_000;
    public static final int PAYMENTS = 2_500;

    public record Customer(
            int id,
            String name,
            String email,
            String phone,
            String card,
            String ssn,
            String note,
            String apiKey,
            LocalDate born,
            BigDecimal credit,
            boolean active,
            LocalDateTime created,
            String country) {}

    public record Order(long id, int customerId, String status, BigDecimal amount, String note, LocalDateTime placed) {}

    public record Payment(long id, long orderId, String method, String card, BigDecimal amount, LocalDateTime paid) {}

    private static final LocalDateTime START = LocalDateTime.of(2024, 1, 1, 8, 0);
    private static final List<String> COUNTRIES = List.of("FR", "DE", "US", "GB", "ES", "IT", "NL", "SE");
    private static final List<String> STATES = List.of("new", "paid", "sent", "returned");

    private final Random random = new Random(20260101);
    private final List<Customer> customers = new ArrayList<>(CUSTOMERS);
    private final List<Order> orders = new ArrayList<>(ORDERS);
    private final List<Payment> payments = new ArrayList<>(PAYMENTS);

    public Shop() {
        PersonalValues values = new PersonalValues(random);
        for (int id = 1; id <= CUSTOMERS; id++) {
            customers.add(customer(id, values));
        }
        for (long id = 1; id <= ORDERS; id++) {
            orders.add(order(id));
        }
        for (long id = 1; id <= PAYMENTS; id++) {
            payments.add(payment(id));
        }
    }

    public List<Customer> customers() {
        return List.copyOf(customers);
    }

    public List<Order> orders() {
        return List.copyOf(orders);
    }

    public List<Payment> payments() {
        return List.copyOf(payments);
    }

    private Customer customer(int id, PersonalValues values) {
        String name = values.name();
        String email = values.email(name, id);
        String phone = values.phone(id);
        String card = values.card();
        String ssn = values.nationalId(id);
        return new Customer(
                id,
                name,
                email,
                phone,
                card,
                ssn,
                note(id, email, phone, card, ssn),
                values.apiKey(),
                LocalDate.of(1940, 1, 1).plusDays(random.nextInt(24_000)),
                amount(5_000),
                random.nextInt(10) != 0,
                START.plusMinutes(random.nextInt(1_000_000)),
                pick(COUNTRIES));
    }

    /// Free text; every other note quotes what a masked column would hide.
    private static String note(int id, String email, String phone, String card, String ssn) {
        return switch (id % 8) {
            case 0 -> "Asked to be written to at " + email + " instead of called.";
            case 2 -> "Paid by phone, card " + card + ", receipt sent.";
            case 4 -> "Identity checked (" + ssn + ") by the store in Lyon.";
            case 6 -> "Please ring " + phone + " before delivery – bell is broken.";
            case 1 -> "Prefers afternoon deliveries.";
            case 3 -> "Kundin wünscht keine Werbung.";
            case 5 -> "";
            default -> "Loyal since the first shop; order no. " + (100_000 + id) + " was exchanged.";
        };
    }

    private Order order(long id) {
        return new Order(
                id,
                1 + random.nextInt(CUSTOMERS),
                pick(STATES),
                amount(900),
                random.nextInt(4) == 0 ? "gift wrapping" : "",
                START.plusMinutes(random.nextInt(1_000_000)));
    }

    private Payment payment(long id) {
        Order order = orders.get((int) id - 1);
        boolean byCard = random.nextInt(3) != 0;
        String card = byCard ? customers.get(order.customerId() - 1).card() : "";
        return new Payment(
                id,
                order.id(),
                byCard ? "card" : "transfer",
                card,
                order.amount(),
                order.placed().plusMinutes(7));
    }

    private BigDecimal amount(int below) {
        return BigDecimal.valueOf(100 + random.nextInt(below * 100), 2);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
