import type { PaymentRequest } from '../Zen/fields/paymentBody';
import type { OnceOptions } from '../Zen/fields/payoutOptions';

/** A prepared payment and how it is kept from going out twice. */
export type OnceRequest = PaymentRequest & OnceOptions;
